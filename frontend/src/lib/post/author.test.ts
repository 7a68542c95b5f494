import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fullName, spokenName } from './author.ts';

test('people are addressed by their first name', () => {
	assert.equal(spokenName({ label: 'Priya Nair', isNamed: true }), 'Priya');
	assert.equal(spokenName({ label: 'Dr Okafor', isNamed: true }), 'Dr Okafor');
});

test('someone without a name keeps the words for them', () => {
	assert.equal(
		spokenName({ label: 'A colleague in education', isNamed: false }),
		'a colleague in education'
	);
	assert.equal(spokenName({ label: 'Former member', isNamed: false }), 'Former member');
});

test('a button names the whole person for readers', () => {
	assert.equal(fullName({ label: 'Priya Nair', isNamed: true }), 'Priya Nair');
	assert.equal(
		fullName({ label: 'A colleague in education', isNamed: false }),
		'a colleague in education'
	);
});
