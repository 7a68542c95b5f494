// One thread on the screen, and the requests that it sends.
import '#lib/testing/svelte.ts';
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { hearTabs } from '#lib/viewer/tabs.ts';
import type { LoadedThread, ThreadPost } from './openThread.svelte.ts';

const { OpenThread } = await import('./openThread.svelte.ts');

/** What the server would answer to each operation, and what it was asked for. */
let answers: Record<string, (variables: Record<string, unknown>) => unknown> = {};
let asked: [operation: string, variables: Record<string, unknown>][] = [];

Object.assign(globalThis, { document: { visibilityState: 'visible' } });
globalThis.fetch = (_, init) => {
	const { query, variables } = JSON.parse(String(init?.body)) as {
		query: string;
		variables: Record<string, unknown>;
	};
	const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
	asked.push([operation, variables]);
	const answer = answers[operation];
	if (!answer) return Promise.reject(new TypeError('no connection'));
	return Promise.resolve(new Response(JSON.stringify({ data: answer(variables) })));
};
after(() => hearTabs(() => {})());

beforeEach(() => {
	answers = {};
	asked = [];
});

const minute = (n: number) => new Date(Date.UTC(2026, 10, 24, 9, n)).toISOString();

function post(n: number, part: Partial<ThreadPost> = {}): ThreadPost {
	return {
		id: `post:${n}`,
		author: { label: 'Priya', isCoordinator: false, isNamed: true, sector: null },
		body: `<p>${n}</p>`,
		state: 'VISIBLE',
		version: 1,
		createdAt: minute(n),
		editedAt: null,
		reactions: [],
		viewerReactions: [],
		viewerIsAuthor: false,
		contentNote: null,
		used: null,
		files: [],
		...part
	};
}

const replies = (numbers: number[], more = false) => ({
	nodes: numbers.map((n) => post(n)),
	pageInfo: { hasNextPage: more, endCursor: `after:${numbers.at(-1)}` }
});

/** A question with replies 1 to 3 of 5, read up to the second. */
function opened(part: Partial<LoadedThread> = {}) {
	return new OpenThread({
		id: 'thread:1',
		slug: 'waiting',
		kind: 'QUESTION',
		title: 'Waiting',
		topics: [],
		locked: false,
		pinned: false,
		replyCount: 5,
		viewerFollows: false,
		viewerSaved: false,
		viewerUnreadCount: 3,
		viewerReadUntil: minute(2),
		viewerCanAccept: false,
		opening: post(0),
		acceptedAnswer: null,
		summary: null,
		replies: replies([1, 2, 3], true),
		...part
	});
}

const shown = (thread: InstanceType<typeof OpenThread>) =>
	[...thread.replies.items, ...thread.posted].map(({ id }) => id);

test('one post stands in two places at most, and both change', () => {
	const thread = opened({ acceptedAnswer: post(2) });
	thread.change('post:2', { body: 'changed' });
	assert.equal(thread.accepted?.body, 'changed');
	assert.equal(thread.find('post:2')?.body, 'changed');
	assert.equal(thread.find('post:1')?.body, '<p>1</p>');
});

test("one's own reply waits behind the others, until it comes with them", async () => {
	const thread = opened();
	thread.add(post(5, { viewerIsAuthor: true }), replies([4, 5]));
	assert.deepEqual(shown(thread), ['post:1', 'post:2', 'post:3', 'post:5']);
	answers.MoreReplies = () => ({ thread: { replies: replies([4, 5]) } });
	await thread.replies.loadMore();
	assert.deepEqual(shown(thread), ['post:1', 'post:2', 'post:3', 'post:4', 'post:5']);
	assert.deepEqual(thread.posted, []);
});

test('with all replies loaded, what others wrote meanwhile comes with it', () => {
	const thread = opened({ replies: replies([1, 2, 3]) });
	thread.add(post(5, { viewerIsAuthor: true }), replies([4, 5]));
	assert.deepEqual(shown(thread), ['post:1', 'post:2', 'post:3', 'post:4', 'post:5']);
});

test('a reply far down is reached page by page', async () => {
	const thread = opened();
	answers.PostPlace = () => ({ node: { thread: { id: 'thread:1' } } });
	answers.MoreReplies = ({ after }) => ({
		thread: { replies: after === 'after:3' ? replies([4], true) : replies([5]) }
	});
	assert.equal(await thread.reach('post:5'), true);
	assert.deepEqual(
		asked.map(([operation, { after }]) => [operation, after]),
		[
			['PostPlace', undefined],
			['MoreReplies', 'after:3'],
			['MoreReplies', 'after:4']
		]
	);
	asked = [];
	assert.equal(await thread.reach('post:1'), true);
	assert.deepEqual(asked, [], 'what is there is not asked for');
});

test('a post of another thread is not here, and without an answer nobody knows', async () => {
	const thread = opened();
	answers.PostPlace = () => ({ node: { thread: { id: 'thread:2' } } });
	assert.equal(await thread.reach('post:9'), false);
	answers.PostPlace = () => ({ node: null });
	assert.equal(await thread.reach('post:9'), false);
	answers = {};
	assert.equal(await thread.reach('post:9'), null);
});

test('a thread that is gone while it is read says that it cannot go on', async () => {
	const thread = opened();
	answers.MoreReplies = () => ({ thread: null });
	await thread.replies.loadMore();
	assert.equal(thread.replies.failure?.kind, 'refused');
	assert.equal(thread.replies.items.length, 3);
});

test('it opens at the first reply that came after the last visit, on a later page too', async () => {
	assert.equal((await opened().reachFirstNew())?.id, 'post:3');
	const later = opened({ viewerReadUntil: minute(3), viewerUnreadCount: 2 });
	answers.MoreReplies = () => ({ thread: { replyCount: 5, replies: replies([4, 5]) } });
	assert.equal((await later.reachFirstNew())?.id, 'post:4');
	assert.equal(later.firstNew?.id, 'post:4');
	assert.equal(await opened({ viewerReadUntil: null }).reachFirstNew(), undefined);
	assert.equal(await opened({ viewerUnreadCount: 0 }).reachFirstNew(), undefined);
});

test('what comes while it is read is counted, then shown when it is asked for', async () => {
	const thread = opened({ replies: replies([1, 2, 3]), replyCount: 3 });
	const came = [post(4), post(5, { viewerIsAuthor: true }), post(6)];
	answers.MoreReplies = () => ({
		thread: { replyCount: 6, replies: { ...replies([4, 5, 6]), nodes: came } },
		viewer: { unreadCount: 7 }
	});
	assert.equal(await thread.look(), true);
	assert.equal(await thread.look(), false);
	assert.equal(thread.arrivedCount, 2, "one's own is nothing new");
	assert.deepEqual(shown(thread), ['post:1', 'post:2', 'post:3']);
	assert.equal(thread.showArrived()?.id, 'post:4');
	assert.deepEqual(shown(thread), ['post:1', 'post:2', 'post:3', 'post:4', 'post:5', 'post:6']);
	assert.deepEqual([thread.arrivedCount, thread.replyCount], [0, 6]);
	assert.deepEqual(asked.at(-1), ['MoreReplies', { id: 'thread:1', after: 'after:3' }]);
});

test('while replies are still to be loaded, or the line is gone, nothing has come', async () => {
	answers.MoreReplies = () => ({ thread: { replyCount: 4, replies: replies([4]) }, viewer: null });
	const thread = opened();
	assert.equal(await thread.look(), false);
	answers = {};
	assert.equal(await opened({ replies: replies([1]) }).look(), false);
	assert.equal(thread.arrivedCount, 0);
});
