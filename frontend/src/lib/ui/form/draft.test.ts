// Two drafts in one process are as two tabs: each holds its lock, and the
// storage is one.
import '#lib/testing/svelte.ts';
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { belongsHere, whenItIsAnothers } from '#lib/graphql/madeFor.ts';
import { hearTabs, tellTabs } from '#lib/viewer/tabs.ts';

const { Draft, keptDrafts } = await import('./draft.svelte.ts');

const ANN = 'member:a';
const items = new Map<string, string>();
let isFull = false;
const shelf = {
	get length() {
		return items.size;
	},
	key: (index: number) => [...items.keys()][index] ?? null,
	getItem: (key: string) => items.get(key) ?? null,
	removeItem: (key: string) => void items.delete(key),
	setItem: (key: string, value: string) => {
		if (isFull) throw new DOMException('full', 'QuotaExceededError');
		items.set(key, value);
	}
};
const empty = { getItem: () => null, removeItem: () => {}, key: () => null, length: 0 };
Object.defineProperty(globalThis, 'localStorage', { value: shelf });
Object.defineProperty(globalThis, 'sessionStorage', { value: empty });

belongsHere(ANN);
// The line to the other tabs would keep the process alive.
after(() => hearTabs(() => {})());
let over = 0;
whenItIsAnothers(() => (over += 1));

let tabs: InstanceType<typeof Draft<{ body: string }>>[] = [];

function open() {
	const draft = new Draft('reply:thread:1', { body: '' });
	tabs.push(draft);
	return draft;
}

function type(draft: ReturnType<typeof open>, body: string) {
	draft.value.body = body;
	draft.save();
}

const stored = () =>
	[...items]
		.filter(([key]) => key.startsWith('cove:draft:'))
		.map(([, text]) => (JSON.parse(text) as { value: { body: string } }).value.body)
		.sort();

/** Locks are given in turn: by the time of these answers, those before them are. */
const settled = async () => {
	for (let turn = 0; turn < 3; turn += 1) await navigator.locks.query();
};

beforeEach(async () => {
	for (const draft of tabs) draft.leave();
	tabs = [];
	items.clear();
	isFull = false;
	over = 0;
	await settled();
});

test('what was typed is found again, with its key, and goes when it is posted', () => {
	const before = open();
	type(before, 'Half a reply');
	before.leave();
	const after = open();
	assert.deepEqual(
		[after.value.body, after.restored, after.kept],
		['Half a reply', true, 'browser']
	);
	assert.equal(after.idempotencyKey, before.idempotencyKey);
	after.done();
	assert.deepEqual([stored(), after.value.body, after.restored], [[], '', false]);
	assert.notEqual(after.idempotencyKey, before.idempotencyKey);
});

test('a draft that is open in another tab is written on in a copy', async () => {
	const one = open();
	type(one, 'A');
	await settled();
	const two = open();
	await settled();
	assert.equal(two.idempotencyKey, one.idempotencyKey, 'posted as it stands, it is one post');
	type(two, 'A and more');
	assert.notEqual(two.idempotencyKey, one.idempotencyKey);
	type(one, 'A, one letter');
	assert.deepEqual(stored(), ['A and more', 'A, one letter']);
	two.done();
	assert.deepEqual(stored(), ['A, one letter']);
});

test('once the other tab is closed, its draft is one’s own', async () => {
	const one = open();
	type(one, 'A');
	await settled();
	const two = open();
	await settled();
	one.leave();
	await settled();
	type(two, 'A and more');
	assert.deepEqual(stored(), ['A and more']);
});

test('starting afresh leaves the other, which can be opened again', async () => {
	const one = open();
	type(one, 'A');
	one.startAfresh();
	assert.deepEqual([one.value.body, one.others.length], ['', 1]);
	type(one, 'B');
	await settled();
	one.open(one.others[0]?.key ?? '');
	assert.equal(one.value.body, 'A');
	assert.equal(one.others[0]?.value.body, 'B');
	one.done();
	assert.deepEqual(stored(), ['B']);
});

test('posted in one tab, the same words are posted once more under the same key', async () => {
	const one = open();
	type(one, 'A');
	await settled();
	const two = open();
	const key = one.idempotencyKey;
	one.done();
	assert.equal(two.idempotencyKey, key);
	two.done();
	assert.deepEqual(stored(), []);
});

test('an emptied field is no draft', () => {
	const one = open();
	type(one, 'A');
	type(one, '');
	assert.deepEqual([stored(), one.kept], [[], null]);
});

test('what is said of kept words is so', () => {
	assert.equal(keptDrafts(), null);
	const one = open();
	type(one, 'A');
	assert.equal(keptDrafts(), 'browser');
	isFull = true;
	type(one, 'A and more');
	assert.deepEqual([one.kept, keptDrafts()], ['nowhere', null]);
	one.leave();
	assert.equal(keptDrafts(), null);
});

test('nothing is written once the member signed out or another signed in', () => {
	const one = open();
	type(one, 'A');
	items.clear();
	tellTabs(null);
	type(one, 'A and more');
	tellTabs('member:c');
	type(one, 'A and still more');
	assert.deepEqual([stored(), over], [[], 2]);
	tellTabs(ANN);
	type(one, 'A, and Ann is back');
	assert.deepEqual([stored().length, over], [1, 2]);
});
