import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counted, countOf, reacted, type Reacted } from './reactions.ts';

const post: Reacted = { reactions: [{ reaction: 'USEFUL', count: 3 }], viewerReactions: [] };

test('a reaction counts once and can be taken back', () => {
	const useful = reacted(post, 'USEFUL', true);
	assert.equal(countOf(useful, 'USEFUL'), 4);
	assert.deepEqual(useful.viewerReactions, ['USEFUL']);
	assert.equal(countOf(reacted(useful, 'USEFUL', true), 'USEFUL'), 4);

	const back = reacted(useful, 'USEFUL', false);
	assert.equal(countOf(back, 'USEFUL'), 3);
	assert.deepEqual(back.viewerReactions, []);
});

test('the first reaction of a kind counts one, and the other kind stays as it was', () => {
	const thanked = reacted(post, 'THANKS', true);
	assert.equal(countOf(thanked, 'THANKS'), 1);
	assert.equal(countOf(thanked, 'USEFUL'), 3);
});

test('a count stands beside its word, and no nought', () => {
	assert.equal(counted(post, 'USEFUL', 'Useful'), 'Useful 3');
	assert.equal(counted(post, 'THANKS', 'Thanks'), 'Thanks');
});
