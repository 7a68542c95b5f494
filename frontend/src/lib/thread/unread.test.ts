import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNew, readUpTo } from './unread.ts';

const minute = (n: number) => new Date(Date.UTC(2026, 10, 24, 9, n)).toISOString();
const post = (n: number, part = {}) => ({
	id: `post:${n}`,
	state: 'VISIBLE',
	createdAt: minute(n),
	viewerIsAuthor: false,
	...part
});

test('new is what others wrote after it was read', () => {
	assert.equal(isNew(post(5), minute(4)), true);
	assert.equal(isNew(post(5), minute(5)), false);
	assert.equal(isNew(post(5), null), true);
	assert.equal(isNew(post(5, { viewerIsAuthor: true }), minute(4)), false);
	assert.equal(isNew(post(5, { state: 'WITHDRAWN' }), minute(4)), false);
});

test('a thread is read up to the first new post that was not on the screen', () => {
	const posts = [0, 1, 2, 3, 4].map((n) => post(n));
	assert.equal(readUpTo(posts, null, new Set()), null);
	assert.equal(readUpTo(posts, null, new Set(['post:0'])), 'post:0');
	assert.equal(readUpTo(posts, minute(2), new Set()), 'post:2');
	assert.equal(readUpTo(posts, minute(2), new Set(['post:3'])), 'post:3');
	assert.equal(readUpTo(posts, minute(2), new Set(['post:3', 'post:4'])), 'post:4');
	// Whoever jumped to the last one has not seen the one before it.
	assert.equal(readUpTo(posts, minute(2), new Set(['post:4'])), 'post:2');
	assert.equal(readUpTo(posts, minute(9), new Set()), 'post:4');
});

test("one's own words and what was taken back need not be seen", () => {
	const posts = [
		post(0),
		post(1, { viewerIsAuthor: true }),
		post(2, { state: 'WITHDRAWN' }),
		post(3)
	];
	assert.equal(readUpTo(posts, minute(0), new Set()), 'post:2');
});
