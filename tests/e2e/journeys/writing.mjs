// Writing: what is typed and pasted is what is posted, with the editor and without
// it, by pointer and by key.
import { bodyOf, textOf } from '../../../frontend/src/lib/editor/text.ts';
import { PASTED, TEXTS } from '../texts.mjs';
import { ask, check, choose, graphql, same, until, written, m } from '../stage.mjs';

const BODY = `query($id: ID!) { thread(id: $id) { replies(first: 50) { nodes { body } } } }`;

/** The bodies of a thread's replies, by the API. */
async function bodies(page) {
	const id = `thread:${new URL(page.url()).pathname.split('/')[2]}`;
	const { thread } = await graphql(page.context(), BODY, { id });
	return thread.replies.nodes.map(({ body }) => body);
}

const editorOf = (page) => page.getByRole('textbox', { name: m.thread_your_reply() });

/**
 * A thread of one's own to write in, with the editor there. There is a bound to how much
 * one person may post in a short time: not all of it is the teacher's.
 */
async function desk(stage, who, title) {
	const page = await stage.person(who);
	await ask(page, title, 'A place to try words in.');
	await page.getByRole('button', { name: m.thread_write_more() }).click();
	await page.locator('.editor').waitFor();
	return page;
}

/** As Ctrl+V does, whatever the clipboard of this machine can hold. */
const paste = (page, parts) =>
	page.locator('.editor').evaluate((editor, parts) => {
		const clipboardData = new DataTransfer();
		for (const [type, words] of Object.entries(parts)) clipboardData.setData(type, words);
		const event = { clipboardData, bubbles: true, cancelable: true };
		editor.dispatchEvent(new ClipboardEvent('paste', event));
	}, parts);

/** Posts what is written; the words as the page shows them, and the body by the API. */
async function post(page) {
	const before = await page.locator('main ol.posts > li').count();
	await page.getByRole('button', { name: m.thread_post_reply() }).click();
	await until('the reply', async () => (await page.locator('main ol.posts > li').count()) > before);
	const shown = page.locator('main ol.posts > li .prose').last();
	return { shown: await shown.innerText(), post: shown, body: (await bodies(page)).at(-1) };
}

/** Lines with words, without what stands at their ends. */
const lines = (text) =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Each line a block, as mail programs on the web write it. */
const asMail = (text) =>
	text
		.split('\n')
		.map((line) => `<div>${escaped(line).replaceAll('\t', '&nbsp; &nbsp; ') || '<br>'}</div>`)
		.join('');

/** Holds back the editor's file until it is let go, or for good. */
async function holdEditor(page) {
	let letGo = () => {};
	const held = new Promise((resolve) => (letGo = resolve));
	let asked = () => {};
	const wanted = new Promise((resolve) => (asked = resolve));
	await page.route('**/*.js', async (route) => {
		const response = await route.fetch();
		const body = await response.text();
		if (!body.includes('ProseMirror')) return route.fulfill({ response, body });
		asked();
		return (await held) === 'never' ? route.abort() : route.fulfill({ response, body });
	});
	return { letGo, wanted };
}

const withoutRel = (body) => body.replaceAll(/ rel="[^"]*"/g, '');

export const journeys = [
	[
		'writing: each text stands as it was typed and pasted, on the page and by the API',
		async (stage) => {
			const page = await desk(stage, 'third-sector worker', 'Do these words stay as they are?');
			for (const [name, text, becomes = text] of TEXTS) {
				const wanted = lines(becomes);
				const seen = async (way) => {
					const { shown, body, post: element } = await post(page);
					same(lines(shown), wanted, `${name}, ${way}, on the page`);
					same(lines(textOf(body)), wanted, `${name}, ${way}, by the API`);
					const made = await element.locator('ul, ol, pre, code, strong, em, blockquote').count();
					same(made, 0, `${name}, ${way}: what was made of signs`);
					return body;
				};
				await paste(page, { 'text/plain': text });
				const body = await seen('pasted as text');
				same(lines(textOf(body)).length, wanted.length, `${name}: lines`);
				await paste(page, { 'text/html': asMail(text.replaceAll(/[\v\f]/g, '\n')) });
				const { shown } = await post(page);
				const words = (all) => all.join(' ').replaceAll(/[\s\u00a0]+/g, ' ');
				same(words(lines(shown)), words(wanted), `${name}, pasted as HTML`);
				// Nobody can type these: Tab leaves.
				if (/[\t\v\f]/.test(text)) continue;
				await editorOf(page).focus();
				await page.keyboard.type(text);
				await seen('typed');
			}
			// Whole addresses are links; of one with spaces there is no link to half.
			const all = (await bodies(page)).join('');
			for (const [address] of TEXTS[0][1].matchAll(/https:\S+/g)) {
				check(all.includes(`href="${escaped(address)}"`), `no link to ${address}`);
			}
		}
	],
	[
		'writing: pasted text is exact, and what other programs copy keeps what we can show',
		async (stage) => {
			const page = await desk(stage, 'co-ordinator', 'Where do you copy from?');
			const exact = 'two  spaces\tand a tab\n  a line\n\n\u2022 *one*\n\n\n\n# end';
			await paste(page, { 'text/plain': exact.replaceAll('\n', '\r\n') });
			const kept = async () => {
				const [key] = await page.evaluate(() =>
					Object.keys(localStorage).filter((name) => name.includes('/reply:'))
				);
				return JSON.parse(await page.evaluate((name) => localStorage.getItem(name), key)).value
					.body;
			};
			same(await kept(), bodyOf(exact), 'what is in the editor');
			await page.keyboard.press('Control+a');
			await page.keyboard.press('Delete');
			for (const [name, html, body] of PASTED) {
				await paste(page, { 'text/html': html, 'text/plain': 'not this' });
				same(await kept(), body, `from ${name}, in the editor`);
				same(withoutRel((await post(page)).body), body, `from ${name}, by the API`);
			}
		}
	],
	[
		'writing: the tools work by key, and Tab leaves',
		async (stage) => {
			const page = await desk(stage, 'social prescriber', 'Can you do it all by key?');
			const editor = editorOf(page);
			const { keyboard } = page;
			await editor.focus();
			await keyboard.type('Plain ');
			await keyboard.press('Control+b');
			await keyboard.type('bold');
			await keyboard.press('Control+b');
			await keyboard.press('Alt+F10');
			const focused = page.locator(':focus');
			same(await focused.textContent(), m.editor_bold(), 'the first tool');
			await keyboard.press('ArrowRight');
			await keyboard.press('Enter');
			same(await focused.getAttribute('aria-pressed'), 'true', 'the pressed tool');
			await keyboard.press('Escape');
			await keyboard.type(' slanted');
			await keyboard.press('Control+i');
			await keyboard.press('Enter');
			await keyboard.press('Alt+F10');
			await keyboard.press('ArrowRight');
			await keyboard.press('Space');
			await keyboard.press('Escape');
			await keyboard.type('one');
			await keyboard.press('Enter');
			await keyboard.type('two');
			// An empty item leaves the list.
			await keyboard.press('Enter');
			await keyboard.press('Enter');
			await keyboard.press('Control+k');
			await keyboard.type('example.org/form');
			await keyboard.press('Tab');
			await keyboard.type('our form');
			await keyboard.press('Enter');
			await keyboard.type(' ends');
			// Out of it, and back: the tools are one stop before the words.
			await keyboard.press('Tab');
			same((await focused.textContent()).trim(), m.file_add(), 'after the words');
			await keyboard.press('Tab');
			same(await focused.textContent(), m.thread_post_reply(), 'after the files');
			await keyboard.press('Shift+Tab');
			await keyboard.press('Shift+Tab');
			await keyboard.press('Shift+Tab');
			check(
				await focused.evaluate((tool) => tool.closest('[role="toolbar"]') !== null),
				'no tools'
			);
			await keyboard.press('Escape');
			check(await editor.evaluate((box) => box === document.activeElement), 'no way back');
			await keyboard.press('Control+Enter');
			const wanted =
				'<p>Plain <strong>bold</strong><em> slanted</em></p><ul><li><p>one</p></li><li><p>two</p></li></ul>' +
				'<p><a href="https://example.org/form">our form</a> ends</p>';
			await until('the reply', async () => (await bodies(page)).length === 1);
			same(withoutRel((await bodies(page))[0]), wanted, 'what was posted');
		}
	],
	[
		'writing: the editor takes over half-typed words where the caret stands',
		async (stage) => {
			const page = await stage.person('teacher');
			const { letGo, wanted } = await holdEditor(page);
			await page.goto('/ask');
			const field = page.getByRole('textbox', { name: m.ask_body_question() });
			await field.focus();
			await wanted;
			same(await field.evaluate(({ tagName }) => tagName), 'TEXTAREA', 'what is there at once');
			await page.keyboard.type('First line\nsecond  line\n\nThird');
			for (let press = 0; press < 'line\n\nThird'.length; press += 1)
				await page.keyboard.press('ArrowLeft');
			// While an input method is at work, nothing is taken from under it.
			const line = await page.context().newCDPSession(page);
			await line.send('Input.imeSetComposition', {
				text: 'に',
				selectionStart: 1,
				selectionEnd: 1
			});
			letGo('now');
			await page.waitForTimeout(500);
			same(await field.evaluate(({ tagName }) => tagName), 'TEXTAREA', 'during a composition');
			await line.send('Input.insertText', { text: '日本' });
			await page.locator('.editor').waitFor();
			check(await field.evaluate((box) => box === document.activeElement), 'the focus is lost');
			await page.keyboard.type('!');
			same(await written(field), 'First line\nsecond  日本!line\n\nThird', 'the words');
			await page.keyboard.press('Shift+ArrowRight');
			await page.keyboard.press('Control+b');
			await page.reload();
			await page.locator('.editor strong').waitFor();
			same(await page.locator('.editor strong').textContent(), 'l', 'what is bold after a reload');
			same(await page.getByText(m.draft_found()).count(), 1, 'words about the draft');
			await page.unrouteAll({ behavior: 'ignoreErrors' });
		}
	],
	[
		'writing: without the editor a text area does it',
		async (stage) => {
			stage.expect(/ERR_FAILED/);
			const page = await stage.person('social prescriber');
			const { letGo } = await holdEditor(page);
			letGo('never');
			await ask(page, 'What if only half of it comes?', 'Thanks,\nJo\n--\n*Bay* Trust\n\nEnd');
			const words = page.locator('article .prose').first();
			same(await words.innerText(), 'Thanks,\nJo\n--\n*Bay* Trust\n\nEnd', 'the words');
			await page.unrouteAll({ behavior: 'ignoreErrors' });
		}
	],
	[
		'writing: a reply quotes what is chosen, with who said it',
		async (stage) => {
			const asker = await stage.person('teacher');
			const words = 'First thought here.\n\nSecond thought there.';
			const address = await ask(asker, 'Whose words are these?', words);
			const page = await stage.person('social prescriber');
			await page.goto(address);
			await choose(page, 'First thought', m.post_quote());
			const editor = page.getByRole('textbox', { name: m.thread_your_answer() });
			await page.locator('.editor blockquote').waitFor();
			check(await editor.evaluate((box) => box === document.activeElement), 'no focus');
			await page.keyboard.type('I agree.');
			const said = 'Hannah Whitlock wrote:';
			same(lines(await written(editor)), [said, 'First thought here.', 'I agree.'], 'first words');
			await page.getByText('Second thought there.', { exact: true }).first().selectText();
			await choose(page, 'First thought', m.post_quote());
			await until(
				'two quotes',
				async () => (await page.locator('.editor blockquote').count()) === 2
			);
			same(
				lines(await written(editor)).slice(3),
				[said, 'Second thought there.'],
				'the words that were chosen'
			);
		}
	],
	[
		'writing: a member is named by @, and a thread by its address',
		async (stage) => {
			const asker = await stage.person('co-ordinator');
			const address = await ask(asker, 'Who knows this field best?', 'Somebody does.');
			const title = 'Is there a list of them?';
			await ask(asker, title, 'See https://example.org/list or me@hannah.example.');
			await asker.getByRole('button', { name: m.thread_write_more() }).click();
			const editor = editorOf(asker);
			await asker.locator('.editor').waitFor();
			await editor.focus();
			const { keyboard } = asker;
			const list = asker.getByRole('listbox', { name: m.editor_members() });
			// Of a mail address no name is made, and words stay words.
			await keyboard.type('to me@han.example (@zz');
			await asker.getByText(m.editor_members_none({ name: 'zz' })).waitFor();
			same(await list.count(), 0, 'lists without anybody');
			await keyboard.type('y) @');
			await keyboard.type('ruth');
			await list.getByRole('option').first().waitFor();
			const name = await list
				.getByRole('option', { selected: true })
				.locator('bdi')
				.first()
				.innerText();
			const active = await editor.getAttribute('aria-activedescendant');
			same(await list.locator(`#${active}`).count(), 1, 'who is read out');
			await keyboard.press('Escape');
			await list.waitFor({ state: 'detached' });
			// From the words that it was closed for to a name once more.
			for (const _ of '@ruth') await keyboard.press('Backspace');
			await keyboard.type('@ruth');
			await list.getByRole('option').first().waitFor();
			await keyboard.press('Enter');
			await keyboard.type('see ');
			await paste(asker, { 'text/plain': new URL(address, asker.url()).href });
			await asker.locator('.editor [data-id^="thread:"]').waitFor();
			await keyboard.type('.');
			const words = `to me@han.example (@zzy) @${name} see Who knows this field best?.`;
			same(await written(editor), words, 'what is in the editor');
			const { shown } = await post(asker);
			same(shown, words, 'what was posted');
			const link = asker
				.locator('main ol.posts')
				.getByRole('link', { name: 'Who knows this field best?' });
			check(address.startsWith(await link.getAttribute('href')), 'the title leads elsewhere');
			// Who changes it names them still.
			await choose(asker, `@${name}`, m.post_edit());
			const edited = asker.getByRole('textbox', { name: m.post_edit_label() });
			await asker.locator('.editor [data-id^="member:"]').waitFor();
			await edited.press('Control+End');
			await keyboard.type(' Thanks!');
			await asker.getByRole('button', { name: m.post_edit_save() }).click();
			await asker.getByText('Thanks!').waitFor();
			const body = (await bodies(asker)).at(-1);
			check(/<span data-id="member:[0-9a-f]{32}">@/.test(body), `nobody is named: ${body}`);
			check(/<a data-id="thread:[0-9a-f]{32}"/.test(body), `no thread is named: ${body}`);
		}
	]
];
