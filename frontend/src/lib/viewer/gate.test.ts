import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gateFor, safeNext } from './gate.ts';

test('a page is for members unless it says otherwise', () => {
	assert.equal(gateFor('/threads/[id]/[[slug]]'), 'member');
	assert.equal(gateFor('/settings'), 'member');
	assert.equal(gateFor('/(public)/help-now'), 'open');
	assert.equal(gateFor('/join'), 'joining');
	assert.equal(gateFor('/join/status'), 'waiting');
	assert.equal(gateFor(null), 'open');
});

test('signing in leads to a page of our own, never elsewhere', () => {
	assert.equal(safeNext('/threads/thread:1?after=2'), '/threads/thread:1?after=2');
	for (const foreign of [
		null,
		'',
		'https://example.com',
		'//example.com',
		'/\\example.com',
		'/\t/example.com',
		'/\n/example.com'
	]) {
		assert.equal(safeNext(foreign), '/home');
	}
});
