import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchAddress, searchChoiceOf } from './searchChoice.ts';

test('an address says what is looked for, and nothing else', () => {
	const choice = {
		q: 'a & b',
		kind: 'REPLY' as const,
		topic: 'send',
		from: '0'.repeat(32),
		unanswered: true
	};
	const address = searchAddress(choice);
	assert.equal(
		address,
		'/search?q=a+%26+b&kind=reply&topic=send&from=00000000000000000000000000000000&unanswered=yes'
	);
	assert.deepEqual(searchChoiceOf(new URL(address, 'http://localhost').searchParams), choice);
	assert.equal(searchAddress({}), '/search');
});

test('what an address cannot mean is passed over', () => {
	const odd = searchChoiceOf(new URLSearchParams('q=+&kind=cat&from=me&unanswered=1'));
	assert.equal(searchAddress(odd), '/search');
});
