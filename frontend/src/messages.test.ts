// What the compiler of the messages cannot see in `messages/en.json`.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { m } from '#messages';

type Message = string | [{ match: Record<string, string> }];

const file = readFileSync('messages/en.json', 'utf8');
const messages = Object.entries(JSON.parse(file) as Record<string, Message>).map(
	([key, message]) => ({
		key,
		texts: typeof message === 'string' ? [message] : Object.values(message[0].match)
	})
);

function all(wrong: (text: string, key: string) => boolean): string[] {
	return messages.flatMap(({ key, texts }) => (texts.some((text) => wrong(text, key)) ? key : []));
}

test('no message has the name of another, which would take its place', () => {
	const names = [...file.matchAll(/^\t"(\w+)":/gm)].map(([, name]) => name);
	assert.deepEqual(
		names.filter((name, at) => names.indexOf(name) !== at),
		[]
	);
});

test('every message is used', () => {
	const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.(svelte|ts)$/.test(name) && !name.startsWith('lib/paraglide/'))
		.map((name) => readFileSync(`src/${name}`, 'utf8'))
		.join('\n');
	const used = new Set([...sources.matchAll(/\bm\.(\w+)/g)].map(([, key]) => key));
	assert.deepEqual(
		all((_, key) => !used.has(key)),
		[]
	);
});

test('the words of the screens are those that we use', () => {
	const wrong = /\b(please|oops|invalid|successfully|e\.g\.|i\.e\.|etc)\b/i;
	assert.deepEqual(
		all((text) => wrong.test(text)),
		[]
	);
});

test('what has two sentences ends with a full stop', () => {
	assert.deepEqual(
		all((text) => /\. ./.test(text) && !/[.!?…:”)]$/.test(text)),
		[]
	);
});

/** What we put in ourselves, in our own direction; and a name that goes into a member's own text. */
const OURS =
	/^(number|count|limit|date|time|from|to|when|since|word|field|browser|id|title|age|ages|users|whom|kind|size)$/;

test('what members wrote is set apart from our sentences', () => {
	const bare = /(?<!\u2068)\{(\w+)\}|\{(\w+)\}(?!\u2069)/g;
	const isBare = (text: string) =>
		[...text.matchAll(bare)].some(([, left, right]) => !OURS.test(left ?? right ?? ''));
	assert.deepEqual(all(isBare), ['thread_addressed', 'post_wrote', 'summary_colleague_in']);
	assert.equal(m.thread_reply_to({ name: 'נועה לוי' }), 'Reply to \u2068נועה לוי\u2069');
});

test('numbers have their own words and are written as people write them', () => {
	assert.equal(m.thread_replies({ count: 1 }), '1 reply');
	assert.equal(m.thread_replies({ count: 1234 }), '1,234 replies');
});
