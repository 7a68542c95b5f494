import '#lib/testing/svelte.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';

const { Problems } = await import('./problems.svelte.ts');

test('a problem goes as soon as it is mended, and the others stay', () => {
	const problems = new Problems();
	problems.show([
		{ field: 'title', message: 'Give it a title' },
		{ field: 'topics', message: 'Choose a topic' },
		{ field: null, message: 'Try again' }
	]);
	assert.equal(problems.turn, 1);
	// It is wrong in another way now.
	problems.mend('title', [{ field: 'title', message: 'Too long' }]);
	assert.equal(problems.of('title'), 'Too long');
	problems.mend('title', [{ field: 'topics', message: 'Choose a topic' }]);
	assert.equal(problems.of('title'), undefined);
	assert.equal(problems.of('topics'), 'Choose a topic');
	assert.equal(problems.list.length, 2);
	// Nothing of this is a new problem, which would take the focus from who types.
	problems.mend('body', [{ field: 'body', message: 'Write a few words' }]);
	assert.equal(problems.of('body'), undefined);
	assert.equal(problems.turn, 1);
});
