import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainAddress } from './plainAddress.ts';

test('an address is taken out of what it was copied with', () => {
	for (const pasted of [
		'jo@example.org',
		' jo@example.org\u00a0',
		'\ufeffjo@exam\u00adple.org',
		'MAILTO:jo@example.org?subject=Hi',
		'"Roe, Jo" <jo@example.org>;',
		'Jo <mailto:jo@example.org>',
		'jo@example.org.'
	]) {
		assert.equal(plainAddress(pasted), 'jo@example.org', JSON.stringify(pasted));
	}
});

test('what is no address stays as it was typed', () => {
	for (const typed of [
		'jo',
		'jo@example.org, al@example.org',
		'al@example.org <jo@example.org>',
		'mailto:jo%2Bx@example.org',
		'\u202egro.elpmaxe@oj'
	]) {
		assert.equal(plainAddress(typed), typed);
	}
});
