import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyLength, bodyOf, isBlank, lineOf, textOf } from './text.ts';

const TYPED = [
	'',
	'Words',
	'999. Ring this\n\n2024. was the year',
	'Thanks,\nJo\n--\nBay Trust',
	'*not* _bold_ # 1 > 2 `x` [a](b) 2*3*4 <b>x</b> &amp; & "q"',
	'•\tListen first\n\n\to\tWithout promising',
	'> > first\n> second\nMy own view',
	'two  spaces,\u00a0one that stays\n\n\nthree breaks\n\n\n\nfour\n',
	'\n',
	' '
];

test('typed text is a body and comes back as it was', () => {
	assert.equal(
		bodyOf('Thanks,\nJo\n\n<b> & 1 > 0'),
		'<p>Thanks,<br>Jo</p><p>&lt;b&gt; &amp; 1 &gt; 0</p>'
	);
	for (const text of TYPED) assert.equal(textOf(bodyOf(text)), text);
});

test('a body with more than words reads well as text', () => {
	for (const [body, text] of [
		[
			'<p>Try:</p><ul><li><p>one</p></li><li><p>two</p><ol start="3"><li><p>a</p></li></ol></li></ul><p>Then</p>',
			'Try:\n\n- one\n- two\n- a\n\nThen'
		],
		['<blockquote><p>first</p><p>second</p></blockquote><p>Yes</p>', 'first\n\nsecond\n\nYes'],
		[
			'<h3>Head</h3><p>a <strong>b</strong> <a href="https://a.example/?a=1&amp;b">c</a></p>',
			'Head\n\na b c'
		],
		[
			'<table><tbody><tr><th>who</th><th>when</th></tr><tr><td>Ann</td><td>May</td></tr></tbody></table>',
			'who | when\nAnn | May'
		]
	] as const) {
		assert.equal(textOf(body), text);
	}
	assert.equal(lineOf('<p>one</p><ul><li><p>two  three</p></li></ul>'), 'one - two three');
});

test('a body without words is blank', () => {
	for (const body of ['', '<p></p>', '<p> <br>\u00a0</p>', '<ul><li><p></p></li></ul>']) {
		assert.ok(isBlank(body), body);
	}
	assert.ok(!isBlank('<ul><li><p>&amp;</p></li></ul>'));
});

test('its length is that of the text', () => {
	assert.equal(bodyLength(''), 0);
	assert.equal(bodyLength('<p><strong>12345</strong></p>'), 6);
	assert.equal(bodyLength('<p>e\u0301 &amp; 🙂<br>x</p>'), 8);
	assert.equal(
		bodyLength('<ol start="3"><li><p><a href="https://a.example">a</a></p></li></ol>'),
		4
	);
});
