// For whom a page is, from its first answer on: the tests tell one story.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { bodyOf } from './prefetch.ts';
import { belongsHere, endPage, madeFor, whenItIsAnothers } from './madeFor.ts';
import { request, requestForWhoever, RequestFailure } from './request.ts';
import { HomeDocument } from '#lib/thread/home.graphql.ts';
import { ViewerDocument } from '#lib/viewer/viewer.graphql.ts';

const ANN = 'member:0123456789abcdef0123456789abcdef';
const CAS = 'member:fedcba9876543210fedcba9876543210';

/** What the server would answer, and for whom. */
let answer: () => Response;
/** The member that each request named; null for none. */
let asked: (string | null)[] = [];
let found = 0;

whenItIsAnothers(() => (found += 1));
Object.assign(globalThis, { document: { visibilityState: 'visible' } });

globalThis.fetch = (_, init) => {
	asked.push(new Headers(init?.headers).get('X-Cove-Member'));
	return Promise.resolve().then(answer);
};

function answers(body: object, member: string | null, status = 200): () => Response {
	const headers: Record<string, string> = member ? { 'X-Cove-Member': member } : {};
	return () => new Response(JSON.stringify(body), { status, headers });
}

const refusal = (code: string) => ({ errors: [{ message: '', extensions: { code } }] });
const early = (member: string, data: object) => ({
	answer: Promise.resolve(answers({ data }, member)()),
	line: new AbortController()
});
const kind = (wanted: string) => (error: unknown) =>
	error instanceof RequestFailure && error.kind === wanted;

beforeEach(() => {
	asked = [];
	found = 0;
});

test('a page for nobody names nobody, and takes answers for nobody', async () => {
	answer = answers({ data: { viewer: null } }, null);
	assert.deepEqual(await request(ViewerDocument), { viewer: null });
	assert.deepEqual(asked, [null]);
	assert.equal(madeFor(), null);
});

test('the first answer for a member makes the page theirs, and early ones for another are dropped', async () => {
	globalThis.covePrefetched = new Map([
		[bodyOf(ViewerDocument, {}), early(ANN, { viewer: 'Ann' })],
		[bodyOf(HomeDocument, {}), early(CAS, { viewer: 'of Cas' })]
	]);
	assert.deepEqual(await request(ViewerDocument), { viewer: 'Ann' });
	assert.equal(madeFor(), ANN);
	answer = answers({ data: { viewer: 'of Ann' } }, ANN);
	assert.deepEqual(await request(HomeDocument), { viewer: 'of Ann' });
	assert.deepEqual(asked, [ANN], 'asked again, by name');
	assert.equal(found, 0);
});

test('a session that is over is no other member', async () => {
	answer = answers(refusal('UNAUTHENTICATED'), null);
	await assert.rejects(request(HomeDocument), kind('signedOut'));
	assert.deepEqual([asked, found, madeFor()], [[ANN], 0, ANN]);
});

test('the server’s refusal is told, and the page stays its member’s', async () => {
	answer = answers(refusal('OTHER_MEMBER'), null, 403);
	await assert.rejects(request(HomeDocument), kind('otherMember'));
	assert.deepEqual([found, madeFor()], [1, ANN]);
});

test('an answer for somebody else is never shown, whatever it says', async () => {
	answer = answers({ data: { viewer: 'of Cas' } }, CAS);
	await assert.rejects(request(HomeDocument), kind('otherMember'));
	assert.equal(found, 1);
	assert.equal(belongsHere(CAS), false);
});

test('what can go wrong on the way has a kind, and what the server says about it', async () => {
	const found = async () => {
		const failure = await request(HomeDocument).then(
			() => assert.fail('it was answered'),
			(error: unknown) => error
		);
		assert.ok(failure instanceof RequestFailure);
		return [failure.kind, failure.retryAfter, failure.requestId];
	};
	const plain = (status: number, headers: Record<string, string> = {}) =>
		(answer = () => new Response('not for us', { status, headers }));

	plain(503, { 'Retry-After': '30', 'X-Request-Id': 'r1' });
	assert.deepEqual(await found(), ['unavailable', 30, 'r1']);
	plain(429, { 'Retry-After': 'Wed, 25 Nov 2026 08:00:00 GMT' });
	assert.deepEqual(await found(), ['tooMany', undefined, undefined]);
	plain(401);
	assert.deepEqual(await found(), ['signedOut', undefined, undefined]);
	plain(502, { 'X-Request-Id': 'r2' });
	assert.deepEqual(await found(), ['broken', undefined, 'r2']);

	answer = answers(refusal('BAD_REQUEST'), ANN, 400);
	assert.deepEqual(await found(), ['refused', undefined, undefined]);
	const broken = { errors: [{ message: '', extensions: { code: 'INTERNAL', requestId: 'r3' } }] };
	answer = answers(broken, ANN, 500);
	assert.deepEqual(await found(), ['broken', undefined, 'r3']);
	answer = answers(refusal('OF_A_LATER_VERSION'), ANN);
	assert.equal((await found())[0], 'refused');
	answer = answers({ data: null }, ANN);
	assert.equal((await found())[0], 'broken');
	answer = () => {
		throw new TypeError('Failed to fetch');
	};
	assert.equal((await found())[0], 'offline');
});

test('a question that the page asked early and that failed on the way is asked again', async () => {
	const failed = Promise.reject(new TypeError('Failed to fetch'));
	globalThis.covePrefetched = new Map([
		[bodyOf(HomeDocument, {}), { answer: failed, line: new AbortController() }]
	]);
	answer = answers({ data: { viewer: 'of Ann' } }, ANN);
	assert.deepEqual(await request(HomeDocument), { viewer: 'of Ann' });
	assert.deepEqual(asked, [ANN]);
});

test('who is signed in now can be asked from a page of somebody else', async () => {
	answer = answers({ data: { viewer: 'Cas' } }, CAS);
	assert.deepEqual(await requestForWhoever(ViewerDocument), { viewer: 'Cas' });
	assert.deepEqual([asked, found, madeFor()], [[null], 0, ANN]);
});

test('a page that is over asks for nothing more', async () => {
	endPage();
	await assert.rejects(request(HomeDocument), kind('otherMember'));
	assert.deepEqual(asked, []);
	assert.deepEqual(await requestForWhoever(ViewerDocument), { viewer: 'Cas' });
});
