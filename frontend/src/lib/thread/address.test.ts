import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postIdOf, threadAddress, threadIdOf } from './address.ts';

const key = '0190b2f0c0de7000a000000000000001';

test('an address holds the id without its type, and the slug for people', () => {
	const thread = { id: `thread:${key}`, slug: 'a-pupil-who-will-not-talk' };
	assert.equal(threadAddress(thread), `/threads/${key}/a-pupil-who-will-not-talk`);
	assert.equal(
		threadAddress(thread, `post:${key}`),
		`/threads/${key}/a-pupil-who-will-not-talk#post-${key}`
	);
});

test('the id in an address is the one that is asked for, and nothing else is', () => {
	assert.equal(threadIdOf(key), `thread:${key}`);
	for (const wrong of ['', 'new', key.slice(1), `${key}0`, `post:${key}`, key.toUpperCase()]) {
		assert.equal(threadIdOf(wrong), null);
	}
});

test('an address can name a post, or say that it does and not', () => {
	const key = '0123456789abcdef0123456789abcdef';
	assert.equal(postIdOf(`#post-${key}`), `post:${key}`);
	assert.equal(postIdOf('#post-12'), false);
	assert.equal(postIdOf(`#post-${key}0`), false);
	assert.equal(postIdOf('#main'), null);
	assert.equal(postIdOf(''), null);
});
