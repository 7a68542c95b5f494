import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spokenName } from './author.ts';

const member = { id: 'member:1' };

test('people are addressed by their first name', () => {
	assert.equal(spokenName({ label: 'Priya Nair', member }), 'Priya');
	assert.equal(spokenName({ label: 'Dr Okafor', member }), 'Dr Okafor');
});

test('someone without a name keeps the words for them', () => {
	assert.equal(
		spokenName({ label: 'A colleague in education', member: null }),
		'a colleague in education'
	);
	assert.equal(spokenName({ label: 'Former member', member: null }), 'Former member');
});
