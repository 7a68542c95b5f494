import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dial } from './dial.ts';

test('a number can be called or texted from the page', () => {
	assert.equal(dial('Call 999'), 'tel:999');
	assert.equal(dial('Call 111, then choose option 2'), 'tel:111');
	assert.equal(dial('Call 0800 068 4141'), 'tel:08000684141');
	assert.equal(dial('Text SHOUT to 85258'), 'sms:85258?body=SHOUT');
});

test('words without a number stay words', () => {
	assert.equal(dial('See the website for how to get in touch'), null);
	assert.equal(dial('The number is not listed here yet: call 111 and choose option 2'), null);
});
