import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressed } from './salutation.ts';

const others = ['Priya, ', 'Ben, ', 'A colleague in education, '];

test('whom a reply speaks to changes with the second "Reply to"', () => {
	assert.equal(addressed('', 'Priya, ', others), 'Priya, ');
	assert.equal(addressed('Priya, ', 'Ben, ', others), 'Ben, ');
	assert.equal(addressed('Priya,', 'Ben, ', others), 'Ben, ');
	assert.equal(
		addressed('Priya, thank you.\n\nMore.', 'Ben, ', others),
		'Ben, thank you.\n\nMore.'
	);
	assert.equal(addressed('A colleague in education, yes.', 'Ben, ', others), 'Ben, yes.');
	assert.equal(addressed('Ben, thank you.', 'Ben, ', others), 'Ben, thank you.');
});

test('words that were typed without one stay as they are', () => {
	assert.equal(addressed('I think Priya, who', 'Ben, ', others), 'I think Priya, who');
	assert.equal(addressed('Priyanka, hello', 'Ben, ', others), 'Priyanka, hello');
});
