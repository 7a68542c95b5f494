import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dial } from './dial.ts';
import signposts from './signposts.json' with { type: 'json' };

test('a number can be called or texted from the page', () => {
	assert.deepEqual(dial('Call 999'), { href: 'tel:999', words: 'Call 999' });
	assert.deepEqual(dial('Call 111, then choose option 2'), { href: 'tel:111', words: 'Call 111' });
	assert.equal(dial('Call 0800 068 4141')?.href, 'tel:08000684141');
	assert.deepEqual(dial('Text SHOUT to 85258'), {
		href: 'sms:85258?body=SHOUT',
		words: 'Text SHOUT to 85258'
	});
});

test('words without a number cannot be pressed', () => {
	assert.equal(dial('See the website for how to get in touch'), null);
});

test('every place that is shown can be reached', () => {
	for (const { name, contact } of signposts) assert.ok(dial(contact), name);
});
