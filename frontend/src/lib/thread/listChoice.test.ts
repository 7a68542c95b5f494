import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceOf, EVERYTHING, filterOf, listAddress } from './listChoice.ts';

const filters = {
	topics: [
		{
			id: 'topic:1',
			slug: 'waiting-lists',
			name: 'Waiting lists',
			description: '',
			viewerFollows: false
		}
	],
	sectors: [{ id: 'sector:1', slug: 'education', name: 'Education' }]
};

test('an address and what it asks for say the same', () => {
	const choice = {
		...EVERYTHING,
		kind: 'QUESTION' as const,
		topic: 'waiting-lists',
		sector: 'education',
		unanswered: true,
		by: '0'.repeat(32),
		order: 'NEWEST' as const
	};
	const address = listAddress(choice);
	assert.equal(
		address,
		'/threads?kind=question&topic=waiting-lists&sector=education&unanswered=yes&by=00000000000000000000000000000000&order=newest'
	);
	assert.deepEqual(choiceOf(new URL(address, 'http://localhost').searchParams), choice);
});

test('a list that is not narrowed has the plain address', () => {
	assert.equal(listAddress({}), '/threads');
	assert.deepEqual(choiceOf(new URLSearchParams('kind=gossip&order=popular&by=ann')), EVERYTHING);
});

test('the server is asked by id, for what was chosen and nothing else', () => {
	const choice = { ...EVERYTHING, topic: 'waiting-lists', mine: true };
	assert.deepEqual(filterOf(choice, filters, 'member:1'), { topic: 'topic:1', author: 'member:1' });
	assert.deepEqual(filterOf(EVERYTHING, filters, 'member:1'), {});
});

test('a topic that is not there is not taken for all of them', () => {
	assert.equal(filterOf({ ...EVERYTHING, topic: 'gossip' }, filters, 'member:1'), null);
});
