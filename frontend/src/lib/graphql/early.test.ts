import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf } from './early.ts';
import type { TypedDocumentString } from './types.ts';

test('half of an emoji is not sent', () => {
	const document = 'query Q($a: String) { a }' as unknown as TypedDocumentString<unknown, object>;
	const sent = JSON.parse(
		bodyOf(document, { a: 'one \ud83d two \ude00 😀', list: ['\ud83d'] })
	) as {
		variables: unknown;
	};
	assert.deepEqual(sent.variables, { a: 'one  two  😀', list: [''] });
});
