import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressed } from './salutation.ts';

const others = ['Priya, ', 'Ben, ', 'A colleague in education, ', 'B & C, '];

test('whom a reply speaks to changes with the second "Reply to"', () => {
	for (const [before, salutation, after] of [
		['', 'Priya, ', '<p>Priya, </p>'],
		['<p>Priya, </p>', 'Ben, ', '<p>Ben, </p>'],
		['<p>Priya,</p>', 'Ben, ', '<p>Ben, </p>'],
		[
			'<p>Priya, thank <strong>you</strong>.</p><p>More.</p>',
			'Ben, ',
			'<p>Ben, thank <strong>you</strong>.</p><p>More.</p>'
		],
		['<p>A colleague in education, yes.</p>', 'Ben, ', '<p>Ben, yes.</p>'],
		['<p>Ben, thank you.</p>', 'B & C, ', '<p>B &amp; C, thank you.</p>'],
		['<p>B &amp; C, thank you.</p>', 'Ben, ', '<p>Ben, thank you.</p>']
	] as const) {
		assert.equal(addressed(before, salutation, others), after);
	}
});

test('words that were typed without one stay as they are', () => {
	for (const body of [
		'<p>I think Priya, who</p>',
		'<p>Priyanka, hello</p>',
		'<p><strong>Priya, </strong></p>',
		'<ul><li><p>Priya, yes</p></li></ul>'
	]) {
		assert.equal(addressed(body, 'Ben, ', others), body);
	}
});
