import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safeNext, signInFrom } from './gate.ts';
import { gateFor } from './routes.ts';

const POST = '/threads/0192f0c6a7b87c0f9d3e5a4b3c2d1e0f#post-0192f0c6a7b87c0f9d3e5a4b3c2d1e10';

test('a page is for those for whom it says it is', () => {
	assert.equal(gateFor('/threads/[id]/[[slug]]'), 'member');
	assert.equal(gateFor('/settings'), 'member');
	assert.equal(gateFor('/(public)/help-now'), 'open');
	assert.equal(gateFor('/join'), 'joining');
	assert.equal(gateFor('/join/status'), 'waiting');
	assert.equal(gateFor(null), 'open');
});

test('signing in leads back to where one was going', () => {
	for (const own of [
		POST,
		'/threads/0192f0c6a7b87c0f9d3e5a4b3c2d1e0f/a-slug?after=2#post-1',
		'/threads?topic=waiting%20lists&kind=QUESTION',
		'/settings',
		'/settings#email',
		'/desk/people?filter=bounces',
		'/join/status',
		'/help-now'
	]) {
		assert.equal(safeNext(own), own);
	}
	assert.equal(safeNext('/threads/./x/../y'), '/threads/y', 'as the browser reads it');
	assert.equal(safeNext('/home#:~:text=x'), '/home', 'only plain names of parts');
});

test('signing in leads nowhere else', () => {
	const long = `/threads?x=${'y'.repeat(600)}`;
	for (const foreign of [
		null,
		undefined,
		'',
		'/',
		' ',
		'home',
		'?next=/home',
		'#post-1',
		'https://evil.example',
		'https://evil.example/home',
		'http:/home',
		'https:evil.example',
		'//evil.example',
		'///evil.example',
		'////evil.example/home',
		'/\\evil.example',
		'\\/evil.example',
		'\\\\evil.example',
		'/home\\..\\..\\evil.example',
		'/\t/evil.example',
		'/\n/evil.example',
		'/\r/evil.example',
		'\t//evil.example',
		' //evil.example',
		'\u0000//evil.example',
		'/home\u0000',
		'/home\r\nSet-Cookie: a=b',
		'/.//evil.example',
		'/./\\evil.example',
		'/..//evil.example',
		'/home/..//evil.example',
		'/threads/..//evil.example',
		'/threads/../..//evil.example/home',
		'/%2e//evil.example',
		'/%2e%2e//evil.example',
		'/%2f%2fevil.example',
		'/%2F/evil.example',
		'/%5cevil.example',
		'/%09/evil.example',
		'/%00',
		'/threads/%2f%2fevil.example',
		'/threads/%2e%2e%2f%2fevil.example',
		'/threads//evil.example',
		'/threads/x//evil.example',
		'/threads/https://evil.example',
		'/@evil.example',
		'/home@evil.example',
		'/home;@evil.example',
		'/.evil.example',
		'javascript:alert(1)',
		'JavaScript:alert(1)',
		'/javascript:alert(1)',
		'java\nscript:alert(1)',
		'data:text/html,<script>alert(1)</script>',
		'blob:https://evil.example/1',
		'vbscript:x',
		'/<script>alert(1)</script>',
		'/sign-in',
		'/sign-in?next=/sign-in',
		'/sign-in/confirm#token=1',
		'/threads/../sign-in',
		'/SIGN-IN',
		'/join',
		'/join/confirm#token=1',
		'/setup',
		'/unsubscribe/abc',
		'/graphql',
		'/demo',
		'/nowhere',
		'/homes',
		'/home/x',
		'/threads/1/slug/more',
		'／／evil.example',
		'/／evil.example',
		'/ｈome',
		'/home\u2028',
		'/home\u202e',
		'/\u00a0/evil.example',
		long
	]) {
		assert.equal(safeNext(foreign), '/home', JSON.stringify(foreign));
	}
});

test('no secret of a link gets into the address of the page to sign in', () => {
	const from = (address: string) => signInFrom(new URL(address, 'https://cove.test'));
	const secret = 'a'.repeat(64);
	for (const page of ['/sign-in/confirm', '/join/confirm', '/setup', '/demo', '/nowhere']) {
		for (const part of [`token=${secret}`, secret]) {
			assert.equal(from(`${page}#${part}`), '/sign-in?next=%2Fhome', page);
		}
	}
	assert.equal(from(`/settings#token=${secret}`), '/sign-in?next=%2Fsettings');
	assert.equal(from(POST), `/sign-in?next=${encodeURIComponent(POST)}`);
});
