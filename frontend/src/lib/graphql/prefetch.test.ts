import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf } from './prefetch.ts';
import type { TypedDocument } from './operation.ts';

test('half of an emoji is not sent', () => {
	const document: TypedDocument<unknown, object> = 'query Q($a: String) { a }';
	const sent = JSON.parse(
		bodyOf(document, { a: 'one \ud83d two \ude00 😀', list: ['\ud83d'] })
	) as {
		variables: unknown;
	};
	assert.deepEqual(sent.variables, { a: 'one  two  😀', list: [''] });
});
