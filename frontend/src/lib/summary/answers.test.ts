import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersOf, asList, firstWords } from './answers.ts';

type Thread = Parameters<typeof answersOf>[0];
type Reply = Thread['replies']['nodes'][number];

const reply = (n: number, part: Partial<Reply> = {}): Reply => ({
	id: `post:${n}`,
	body: `<p>Words ${n}.</p>`,
	state: 'VISIBLE',
	viewerIsAuthor: false,
	author: { label: 'Priya Nair', isNamed: true, sector: { name: 'Education' } },
	contentNote: null,
	reactions: [],
	...part
});

const thread = (nodes: Reply[], accepted: string | null = null): Thread => ({
	id: 'thread:1',
	slug: 'words',
	title: 'Words',
	opening: { id: 'post:0', viewerIsAuthor: true },
	acceptedAnswer: accepted === null ? null : { id: accepted },
	replies: { nodes }
});

test('what helped comes first, then what most people found useful', () => {
	const found = answersOf(
		thread(
			[
				reply(1),
				reply(2, { reactions: [{ reaction: 'USEFUL', count: 2 }] }),
				reply(3, { reactions: [{ reaction: 'USEFUL', count: 5 }] }),
				reply(4)
			],
			'post:4'
		)
	);
	assert.deepEqual(
		found.map(({ id }) => id),
		['post:4', 'post:3', 'post:2', 'post:1']
	);
});

test('nothing that is gone, behind a note or one’s own is passed on', () => {
	const found = answersOf(
		thread([
			reply(1, { state: 'WITHDRAWN', body: '' }),
			reply(2, { contentNote: { labels: ['Mentions a death'] } }),
			reply(3, { viewerIsAuthor: true })
		])
	);
	assert.deepEqual(found, []);
});

test('nobody is named', () => {
	const found = answersOf(
		thread([
			reply(1, { body: '<p>As <span data-id="member:1">@Tom Bray</span> said &lt;b&gt;.</p>' }),
			reply(2, { author: { label: 'Sam', isNamed: true, sector: { name: 'NHS mental health' } } }),
			reply(3, { author: { label: 'A colleague', isNamed: false, sector: null } }),
			reply(4, { author: { label: 'Sam', isNamed: true, sector: { name: 'Other' } } })
		])
	);
	assert.equal(
		asList(found),
		'<ul><li><p>A colleague in education: As a colleague said &lt;b&gt;.</p></li>' +
			'<li><p>A colleague in NHS mental health: Words 2.</p></li>' +
			'<li><p>A colleague: Words 3.</p></li><li><p>A colleague: Words 4.</p></li></ul>'
	);
});

test('first words end with a sentence, or with a word', () => {
	assert.equal(firstWords('<p>Two:</p><ul><li><p>a</p></li><li><p>b</p></li></ul>'), 'Two: a b');
	assert.equal(
		firstWords('<p>One sentence here. Another that is long.</p>', 25),
		'One sentence here.'
	);
	assert.equal(firstWords('<p>No end to be found in these words</p>', 20), 'No end to be found …');
});
