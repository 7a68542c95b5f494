import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkAddress, pastedAddress, saysItself } from './address.ts';

test('what is typed as an address is one', () => {
	for (const [typed, address] of [
		['https://a.example/_/A', 'https://a.example/_/A'],
		[' HTTP://a.example ', 'HTTP://a.example'],
		['www.example.org/form?x=1', 'https://www.example.org/form?x=1'],
		['example.org', 'https://example.org'],
		[
			'https://example.sharepoint.com/sites/Team/Shared Documents/Plan v2.docx',
			'https://example.sharepoint.com/sites/Team/Shared%20Documents/Plan%20v2.docx'
		],
		['ann@example.org', 'mailto:ann@example.org'],
		['mailto:ann@example.org', 'mailto:ann@example.org'],
		['01803 555 000', 'tel:01803555000'],
		['tel:+44 1803 555 000', 'tel:+441803555000']
	] as const) {
		assert.equal(linkAddress(typed), address);
	}
	for (const typed of [
		'',
		'here',
		'javascript:alert(1)',
		'data:text/html,x',
		'https://',
		'file:///c',
		'tel:'
	])
		assert.equal(linkAddress(typed), null, typed);
});

test('nothing is guessed of what is pasted', () => {
	assert.equal(pastedAddress('rules.html'), null);
	assert.equal(pastedAddress('/threads'), null);
	assert.equal(pastedAddress('https://a.example/x y'), 'https://a.example/x%20y');
});

test('an address that stands as itself is known', () => {
	assert.ok(saysItself('https://a.example', 'https://a.example'));
	assert.ok(saysItself('www.a.example', 'https://www.a.example'));
	assert.ok(saysItself('ann@a.example', 'mailto:ann@a.example'));
	assert.ok(saysItself('01803 555 000', 'tel:+441803555000'));
	assert.ok(saysItself('(01803) 555-000', 'tel:+441803555000'));
	// The server makes no links of these: taken apart they would be lost.
	assert.ok(!saysItself('a.example', 'https://a.example'));
	assert.ok(!saysItself('555 000', 'tel:+441803555000'));
	assert.ok(!saysItself('our form', 'https://a.example'));
	assert.ok(!saysItself('ring 01803 555 000', 'tel:+441803555000'));
});
