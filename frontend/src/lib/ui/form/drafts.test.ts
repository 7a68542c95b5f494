import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
	countDrafts,
	draftsOf,
	lastOpen,
	markSharedComputer,
	newDraftKey,
	noteOpen,
	removeDraft,
	removeDraftsOf,
	storeDraft,
	storedDraft,
	sweepDrafts
} from './drafts.ts';

const ANN = 'member:a';
const CAS = 'member:c';
const NOW = 1_790_000_000_000;
const DAY = 24 * 60 * 60_000;

class Shelf implements Storage {
	[name: string]: unknown;
	#items = new Map<string, string>();
	isFull = false;

	get length() {
		return this.#items.size;
	}
	key(index: number) {
		return [...this.#items.keys()][index] ?? null;
	}
	getItem(key: string) {
		return this.#items.get(key) ?? null;
	}
	setItem(key: string, value: string) {
		if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
		this.#items.set(key, value);
	}
	removeItem(key: string) {
		this.#items.delete(key);
	}
	clear() {
		this.#items.clear();
	}
}

let browser: Shelf;
let tab: Shelf;

/** Another tab has the same browser, and a shelf of its own. */
function anotherTab() {
	tab = new Shelf();
	Object.defineProperty(globalThis, 'sessionStorage', { value: tab, configurable: true });
}

beforeEach(() => {
	browser = new Shelf();
	Object.defineProperty(globalThis, 'localStorage', { value: browser, configurable: true });
	anotherTab();
});

function write(member: string | null, form: string, body: string, changed = NOW): string {
	const key = newDraftKey(member, form);
	storeDraft(key, JSON.stringify({ value: { body }, idempotencyKey: body, changed }), 'browser');
	return key;
}

const bodies = (member: string | null, form: string) =>
	draftsOf<{ body: string }>(member, form).map(({ value }) => value.body);

test('two drafts of one form stand side by side, the newest first', () => {
	const a = write(ANN, 'ask', 'A', NOW);
	write(ANN, 'ask', 'B', NOW + 1);
	write(ANN, 'reply:thread:1', 'C');
	assert.deepEqual(bodies(ANN, 'ask'), ['B', 'A']);
	removeDraft(a);
	assert.deepEqual(bodies(ANN, 'ask'), ['B']);
	assert.deepEqual(bodies(ANN, 'reply:thread:1'), ['C']);
});

test('a draft is its member’s: another neither sees nor deletes it', () => {
	write(ANN, 'ask', 'of Ann');
	assert.deepEqual(bodies(CAS, 'ask'), []);
	assert.deepEqual(bodies(null, 'ask'), []);
	sweepDrafts(CAS, NOW);
	removeDraftsOf(CAS);
	assert.deepEqual(bodies(ANN, 'ask'), ['of Ann']);
});

test('an id that begins like another is another', () => {
	write('member:a1', 'ask', 'of a1');
	write(ANN, 'ask:1', 'of another form');
	assert.deepEqual(bodies(ANN, 'ask'), []);
	assert.equal(countDrafts('member:a1'), 1);
});

test('signing out counts and deletes one’s own, in the browser and in the tab', () => {
	write(ANN, 'ask', 'A');
	storeDraft(newDraftKey(ANN, 'ask'), '{}', 'tab');
	storeDraft(newDraftKey(null, 'join'), '{}', 'tab');
	write(CAS, 'ask', 'of Cas');
	assert.equal(countDrafts(ANN), 2);
	removeDraftsOf(ANN);
	assert.equal(countDrafts(ANN), 0);
	assert.deepEqual([browser.length, tab.length], [1, 0]);
});

test('on a shared computer a draft is in the tab alone, also one from before', () => {
	const key = write(ANN, 'ask', 'A');
	markSharedComputer(true);
	assert.equal(storeDraft(key, storedDraft(key) ?? '', 'browser'), 'tab');
	assert.deepEqual(bodies(ANN, 'ask'), ['A']);
	assert.equal(
		[...Array(browser.length).keys()].some((index) => browser.key(index)?.includes('draft:')),
		false
	);
	anotherTab();
	assert.deepEqual(bodies(ANN, 'ask'), []);
});

test('the next one at a tab finds nothing in it, and one who only ran out of time does', () => {
	markSharedComputer(true);
	write(ANN, 'ask', 'A');
	sweepDrafts(undefined, NOW);
	sweepDrafts(ANN, NOW);
	assert.deepEqual(bodies(ANN, 'ask'), ['A']);
	sweepDrafts(CAS, NOW);
	assert.equal(countDrafts(ANN), 0);
	write(ANN, 'ask', 'A');
	sweepDrafts(null, NOW);
	assert.equal(countDrafts(ANN), 0, 'signed out while this tab was away');
});

test('drafts of long ago, without an owner or beyond reading go', () => {
	write(ANN, 'ask', 'old', NOW - 61 * DAY);
	write(ANN, 'ask', 'young', NOW - 59 * DAY);
	browser.setItem('cove:draft:ask', JSON.stringify({ value: { body: 'whose?' } }));
	browser.setItem('cove:drafts-of', ANN);
	browser.setItem(newDraftKey(ANN, 'ask'), '{"value":');
	browser.setItem('other:key', 'stays');
	assert.deepEqual(bodies(ANN, 'ask'), ['young', 'old']);
	sweepDrafts(undefined, NOW);
	assert.deepEqual(bodies(ANN, 'ask'), ['young']);
	assert.equal(browser.length, 2);
});

test('a full or forbidden storage is said to keep nothing', () => {
	const key = newDraftKey(ANN, 'ask');
	browser.isFull = true;
	assert.equal(storeDraft(key, '{}', 'browser'), 'nowhere');
	Object.defineProperty(globalThis, 'localStorage', {
		get() {
			throw new DOMException('forbidden', 'SecurityError');
		},
		configurable: true
	});
	assert.equal(storeDraft(key, '{}', 'browser'), 'nowhere');
	assert.deepEqual(bodies(ANN, 'ask'), []);
	assert.equal(countDrafts(ANN), 0);
	sweepDrafts(ANN, NOW);
	removeDraftsOf(ANN);
});

test('of two tabs each finds its own draft after a reload, and a new one the newest', () => {
	const text = (body: string, changed: number) =>
		JSON.stringify({ value: { body }, idempotencyKey: body, changed });
	const [older, newer] = [newDraftKey(ANN, 'ask'), newDraftKey(ANN, 'ask')];
	storeDraft(older, text('A', NOW), 'browser');
	storeDraft(newer, text('B', NOW + 1), 'browser');
	noteOpen(ANN, 'ask', older);
	assert.equal(lastOpen(ANN, 'ask')?.key, older);
	assert.equal(lastOpen(CAS, 'ask'), undefined);
	removeDraft(older);
	assert.equal(lastOpen(ANN, 'ask')?.key, newer, 'its own is gone');
	storeDraft(older, text('A', NOW), 'browser');
	anotherTab();
	assert.equal(lastOpen(ANN, 'ask')?.key, newer);
});

test('all of a member’s drafts name their forms, the newest first', () => {
	const text = (body: string, changed: number) =>
		JSON.stringify({ value: { body }, idempotencyKey: body, changed });
	storeDraft(newDraftKey(ANN, 'ask'), text('A', NOW), 'browser');
	storeDraft(newDraftKey(ANN, 'reply:thread:1'), text('B', NOW + 1), 'tab');
	storeDraft(newDraftKey(CAS, 'ask'), text('C', NOW), 'browser');
	assert.deepEqual(
		draftsOf(ANN).map(({ form, value }) => [form, value]),
		[
			['reply:thread:1', { body: 'B' }],
			['ask', { body: 'A' }]
		]
	);
});
