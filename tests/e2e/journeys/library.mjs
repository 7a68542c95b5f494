// The library: sharing, finding again, using, keeping true.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { answer, ask, check, choose, openThread, same, until, written, m } from '../stage.mjs';

const titles = (page) => page.locator('main .cards h2').allInnerTexts();

const card = (words) => ({
	name: 'Pocket card.txt',
	mimeType: 'text/plain',
	buffer: Buffer.from(words)
});

/** Shares a link as the member of a page; ends on its page. */
async function share(page, title, address) {
	await page.goto('/library');
	await page.getByRole('link', { name: m.resource_share() }).first().click();
	await page.getByRole('heading', { level: 1, name: m.resource_share_title() }).waitFor();
	await page.getByLabel(m.resource_title_label(), { exact: true }).fill(title);
	await page.getByLabel(m.resource_body_link()).fill('It fits in a pocket.');
	await page.getByLabel(m.resource_address()).fill(address);
	await page.getByLabel(m.resource_format()).selectOption('LEAFLET');
	await page.getByRole('checkbox', { name: m.resource_audience_parents() }).check();
	await page.getByRole('checkbox', { name: 'Working with parents' }).check();
	await page.getByRole('button', { name: m.resource_share_post() }).click();
	await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

export const journeys = [
	[
		'library: the asker closes a thread with what was learned from two answers, and it is in the library',
		async (stage) => {
			const title = 'Which words open a door, asked for a journey?';
			const asker = await stage.person('social prescriber', {
				viewport: { width: 360, height: 740 }
			});
			const address = await ask(asker, title, 'Invented for a journey.');
			const other = await stage.person('third-sector', {
				viewport: { width: 1280, height: 900 }
			});
			await other.goto(address);
			await answer(other, 'Ask whether they want to walk.');
			await answer(other, 'Say that there is no hurry.');

			await asker.reload();
			await choose(asker, 'Invented for a journey.', m.summary_write());
			await asker.getByRole('heading', { level: 1, name: m.summary_title() }).waitFor();
			// Nothing is lost where something is missing.
			await asker.getByRole('button', { name: m.summary_close() }).click();
			await asker.getByRole('alert').waitFor();
			for (const words of ['no hurry', 'want to walk']) {
				const field = asker.locator('.field').filter({ hasText: words }).last();
				await field.getByRole('checkbox').check();
			}
			await asker.getByRole('button', { name: m.summary_put_in() }).click();
			const body = asker.locator('#body');
			await until('both answers, without a name', async () => {
				const words = await written(body);
				return /no hurry/.test(words) && /A colleague in third sector/.test(words);
			});
			await asker.getByRole('checkbox', { name: m.summary_library() }).check();
			same(
				await asker.getByLabel(m.summary_library_title()).inputValue(),
				title,
				'the title in the library'
			);
			check((await asker.getByLabel(m.resource_review_by()).inputValue()) !== '', 'no review date');
			await asker.getByLabel(m.summary_library_title()).fill('Words that open a door');
			await asker.reload();
			same(
				await asker.getByLabel(m.summary_library_title()).inputValue(),
				'Words that open a door',
				'the draft'
			);
			await asker.getByRole('button', { name: m.summary_close() }).click();
			const learned = asker.getByRole('region', { name: m.summary_title() });
			await learned.getByText('no hurry').waitFor();
			await until('the focus on what was learned', () =>
				learned.evaluate((section) => section.contains(document.activeElement))
			);

			// Who was writing keeps the words, and is told what to do.
			await other.getByLabel(m.thread_your_answer()).fill('One more thing.');
			await other.getByRole('button', { name: m.thread_post_answer() }).click();
			await other.getByRole('alert').filter({ hasText: m.thread_reply_summarised() }).waitFor();
			await other.reload();
			await other.getByText(m.summary_closed_title()).waitFor();
			same(
				await other.getByLabel(m.thread_kept_text()).inputValue(),
				'One more thing.',
				'what was being written'
			);
			await other.getByRole('link', { name: 'Words that open a door' }).first().click();
			await other.getByRole('heading', { level: 1, name: 'Words that open a door' }).waitFor();
			await other.getByRole('link', { name: title }).first().waitFor();
			await other.goto('/library');
			await other.getByRole('link', { name: 'Words that open a door' }).first().waitFor();
		}
	],
	[
		'library: a leaflet is shared, found again by another word, used by somebody, and its keeper looks at it again',
		async (stage) => {
			const title = 'Pocket cards for carers, invented for a journey';
			const page = await stage.person('third-sector', {
				viewport: { width: 1280, height: 900 }
			});
			// Nothing is lost where something is missing.
			await page.goto('/library/share');
			await page.getByLabel(m.resource_title_label(), { exact: true }).fill(title);
			await page.getByRole('button', { name: m.resource_share_post() }).click();
			const summary = page.getByRole('alert');
			await summary.waitFor();
			same((await summary.getByRole('link').allInnerTexts()).length, 5, 'what is missing');
			await page.reload();
			same(
				await page.getByLabel(m.resource_title_label(), { exact: true }).inputValue(),
				title,
				'the draft'
			);
			await share(page, title, 'https://pocket-cards.example/print');
			await page
				.getByRole('link', {
					name: m.resource_open({ host: 'pocket-cards.example' })
				})
				.waitFor();
			await page.getByText(m.resource_you_keep()).waitFor();
			const address = new URL(page.url()).pathname;

			// Another word of the same stem, from every page.
			const other = await stage.person('teacher', {
				viewport: { width: 360, height: 740 }
			});
			await other.goto('/search?q=carer+pockets');
			await other.getByRole('link', { name: title }).waitFor();
			await other.goto(address);
			await other.getByRole('link', { name: m.resource_use() }).click();
			await other.getByRole('heading', { level: 1, name: m.resource_use_title() }).waitFor();
			await other.getByLabel(m.resource_setting()).fill('Our Year 9 evening');
			await other.getByLabel(m.resource_ages_from_label(), { exact: true }).fill('13');
			await other.getByLabel(m.resource_use_body()).fill('They passed them round.');
			await other.getByRole('button', { name: m.resource_use_post() }).click();
			await other.getByRole('article').filter({ hasText: 'Our Year 9 evening' }).waitFor();
			await other.getByText(m.resource_users_education({ count: 1 })).waitFor();

			// One press, by keyboard.
			await page.reload();
			await page.getByRole('button', { name: m.resource_check() }).press('Enter');
			await page
				.getByRole('status')
				.filter({ hasText: m.resource_check_done() })
				.waitFor({ state: 'attached' });

			// What is said of it is changed, and its page shows it.
			await page.getByRole('link', { name: m.resource_change() }).click();
			await page.getByLabel(m.resource_maker()).fill("A carers' group (invented)");
			await page.getByRole('button', { name: m.resource_change_save() }).click();
			await page.getByText("A carers' group (invented)").waitFor();
		}
	],
	[
		'library: a document is shared and found by a word in it, its next version is told of, and the earlier one is still there',
		async (stage) => {
			const title = 'A pocket card to print, invented for a journey';
			const [first, second] = ['Ring the harbourmaster.', 'Ring the lighthouse.'];
			const page = await stage.person('third-sector', {
				viewport: { width: 1280, height: 900 }
			});
			await page.goto('/library/share');
			await page.getByRole('radio', { name: m.resource_form_document() }).check();
			await page.getByRole('button', { name: m.file_choose() }).waitFor();
			await page.getByLabel(m.resource_title_label(), { exact: true }).fill(title);
			await page.getByLabel(m.resource_body_link()).fill('For the pocket.');
			await page.getByLabel(m.resource_format()).selectOption('LEAFLET');
			await page.getByRole('checkbox', { name: m.resource_audience_staff() }).check();
			await page.getByRole('checkbox', { name: 'Working with parents' }).check();
			const post = page.getByRole('button', { name: m.resource_share_post() });
			await post.click();
			await page.getByRole('link', { name: m.resource_document_missing() }).click();
			check(
				await page.evaluate(() => document.activeElement?.id === 'file'),
				'the summary leads to the button'
			);
			const chooser = page.locator('form input[type=file]');
			await chooser.setInputFiles(card('Not this one.'));
			await page.getByText(m.file_added({ name: 'Pocket card.txt' })).waitFor({
				state: 'attached'
			});
			// Another takes its place; both wait in the draft.
			await chooser.setInputFiles(card(first));
			await page.getByRole('link', { name: 'Pocket card.txt' }).waitFor();
			await page.reload();
			await page.getByRole('link', { name: 'Pocket card.txt' }).waitFor();
			await post.click();
			await page.getByRole('heading', { level: 1, name: title }).waitFor();
			const address = new URL(page.url()).pathname;

			const other = await stage.person('teacher', {
				viewport: { width: 360, height: 740 }
			});
			await until('it is found by its words', async () => {
				await other.goto('/search?q=harbourmaster');
				return (await other.getByRole('link', { name: title }).count()) > 0;
			});
			await other.goto(address);
			await other.getByRole('link', { name: m.resource_use() }).click();
			await other.getByLabel(m.resource_setting()).fill('Our Year 9 evening');
			await other.getByLabel(m.resource_use_body()).fill('They kept it.');
			await other.getByRole('button', { name: m.resource_use_post() }).click();
			await other.getByRole('article').filter({ hasText: 'Our Year 9 evening' }).waitFor();

			// The keeper says what changed, and nothing of it is lost where something is missing.
			await page.getByRole('button', { name: m.resource_version(), exact: true }).click();
			const dialog = page.getByRole('dialog');
			const add = dialog.getByRole('button', { name: m.resource_version_add() });
			await dialog.getByLabel(m.resource_version_what()).fill('Another number to ring');
			await add.click();
			await dialog.getByRole('link', { name: m.resource_document_missing() }).waitFor();
			const choosing = dialog.locator('input[type=file]');
			await choosing.setInputFiles(card(first));
			await dialog.getByRole('link', { name: 'Pocket card.txt' }).waitFor();
			await add.click();
			await dialog.getByRole('link', { name: /This file is the same/ }).waitFor();
			await choosing.setInputFiles(card(second));
			await dialog.getByRole('link', { name: 'Pocket card.txt' }).waitFor();
			await add.click();
			await page
				.getByRole('status')
				.filter({ hasText: m.resource_version_done() })
				.waitFor({ state: 'attached' });
			await page.getByText(m.resource_document_version({ number: 2 })).waitFor();

			await other.goto('/notifications');
			await other.getByRole('link', { name: m.notification_new_version() }).first().click();
			await other
				.getByText(m.resource_document_changed({ words: 'Another number to ring' }))
				.waitFor();
			await other.getByText(m.resource_document_earlier({ count: 1 })).click();
			const earlier = other.locator('details li');
			const download = other.waitForEvent('download');
			await earlier.getByRole('link', { name: 'Pocket card.txt' }).click();
			const bytes = await readFile(await (await download).path());
			same(bytes.toString(), first, 'the earlier version');
			const sha256 = createHash('sha256').update(bytes).digest('hex');
			same(
				(await earlier.locator('code').innerText()).slice(0, 12),
				sha256.slice(0, 12),
				'what is shown of it'
			);
		}
	],
	[
		'library: narrowed by whom it is for and by its form, each choice says how many it leaves',
		async (stage) => {
			const page = await stage.person('teacher', {
				viewport: { width: 360, height: 740 }
			});
			await page.goto('/library');
			await page.locator('main .cards li').first().waitFor();
			const all = await titles(page);
			const audience = page.getByRole('navigation', {
				name: m.resource_audience()
			});
			const young = audience.getByRole('link', {
				name: m.resource_audience_young_people()
			});
			const count = Number(/\((\d+)\)/.exec(await young.innerText())?.[1]);
			await young.click();
			await page.waitForURL('**audience=young-people');
			await until('as many as it said', async () => (await titles(page)).length === count);
			check(count < all.length, `${count} of ${all.length} are for young people`);
			await page.getByRole('button', { name: m.thread_narrow() }).click();
			await page.getByLabel(m.resource_format()).selectOption('VIDEO');
			await page.getByRole('button', { name: m.resource_show() }).click();
			await page.waitForURL('**format=video');
			await until('fewer', async () => (await titles(page)).length < count);
			// Nothing is a dead end.
			await page.goto('/library?audience=adults&format=video');
			await page.getByRole('link', { name: m.resource_see_all() }).click();
			await until('all of them', async () => (await titles(page)).length === all.length);
			// What is out of use is still there, with the way on.
			await page.goto('/library?state=replaced');
			await page.locator('main .cards a').first().click();
			await page.getByText(m.resource_replaced_by()).waitFor();
			await page
				.getByRole('link', { name: /second edition/ })
				.first()
				.click();
			await page.getByRole('heading', { level: 1, name: /second edition/ }).waitFor();
		}
	],
	[
		'library: searched while one types, and the address holds the words',
		async (stage) => {
			const page = await stage.person('teacher', {
				viewport: { width: 360, height: 740 }
			});
			await page.goto('/library');
			await page.locator('main .cards li').first().waitFor();
			const all = await titles(page);
			const field = page.getByRole('searchbox', { name: m.resource_search() });
			await field.focus();
			await page.keyboard.type('riding urg', { delay: 40 });
			await page.waitForURL('**q=riding+urg');
			await until('one of them', async () => (await titles(page)).length === 1);
			check(
				(await titles(page))[0].startsWith('Riding out an urge'),
				'the beginning of a word is enough'
			);
			// Whoever types goes on typing, and nothing they typed is taken from them.
			await page.keyboard.type('es', { delay: 40 });
			await page.waitForURL('**q=riding+urges');
			same(await field.inputValue(), 'riding urges', 'the words');
			check(
				await field.evaluate((element) => element === document.activeElement),
				'the focus stays in the field'
			);
			await page.reload();
			await page.locator('main .cards li').first().waitFor();
			same(await field.inputValue(), 'riding urges', 'the words after a reload');
			// The choices keep the words, and the words the choices.
			await page
				.getByRole('navigation', { name: m.resource_audience() })
				.getByRole('link')
				.first()
				.click();
			await page.waitForURL(/q=riding\+urges&audience=/);
			// Nothing is a dead end.
			await field.fill('weathercocks');
			await field.press('Enter');
			await page.getByText(m.resource_none_words_narrowed({ words: 'weathercocks' })).waitFor();
			await page.getByRole('link', { name: m.resource_search_all() }).click();
			await page.getByText(m.resource_none_words({ words: 'weathercocks' })).waitFor();
			await page.getByRole('link', { name: m.resource_search_clear() }).click();
			await until('all of them', async () => (await titles(page)).length === all.length);
			same(await field.inputValue(), '', 'the field');
			await page.goBack();
			await until('the words again', async () => (await field.inputValue()) === 'weathercocks');
		}
	],
	[
		'library: what is overdue stands on the desk, and the co-ordinator recommends with a reason',
		async (stage) => {
			const page = await stage.person('co-ordinator', {
				viewport: { width: 1280, height: 900 }
			});
			await page.goto('/desk');
			const row = page.locator('.entry').filter({ hasText: 'What happens when I am referred' });
			await row.getByRole('button', { name: /still good/ }).click();
			const dialog = page.getByRole('dialog');
			await dialog.getByRole('button', { name: m.resource_because_read() }).click();
			await dialog.getByRole('button', { name: m.resource_check(), exact: true }).click();
			await page.getByText(m.desk_overdue_done()).waitFor();

			await openThread(page, 'Riding out an urge', '/library');
			await page.getByRole('button', { name: m.resource_decide() }).click();
			await page.getByRole('menuitem', { name: m.resource_recommend() }).click();
			await dialog.getByRole('button', { name: m.resource_because_used() }).click();
			await dialog.getByRole('button', { name: m.resource_recommend(), exact: true }).click();
			await page.getByText(m.resource_recommended_title()).waitFor();
			await page.getByText(m.resource_because_used()).waitFor();
		}
	],
	[
		'library: a collection is made from what is found, put into order by key, printed, and passed on',
		async (stage) => {
			const page = await stage.person('co-ordinator', {
				viewport: { width: 1280, height: 900 }
			});
			await page.goto('/library');
			await page.getByRole('link', { name: m.collections_all() }).click();
			await page.getByRole('link', { name: m.collection_make() }).click();
			const title = 'For the staff room, invented for a journey';
			await page.getByLabel(m.collection_title_label(), { exact: true }).fill(title);
			await page.getByRole('button', { name: m.collection_make() }).click();
			const summary = page.getByRole('alert');
			await summary.waitFor();
			same((await summary.getByRole('link').allInnerTexts()).length, 2, 'what is missing');
			await page.getByLabel(m.collection_intro_label()).fill('To put up where people make tea.');
			for (const [words, name] of [
				['posters', 'Words that help, words that hurt: a poster (second edition)'],
				['lanyards', 'What to say when a pupil tells you: a card for the back of a lanyard']
			]) {
				await page.getByLabel(m.collection_find()).fill(words);
				await page.getByLabel(m.collection_find()).press('Enter');
				await page.getByRole('button', { name: m.collection_add_of({ title: name }) }).click();
			}
			const words = page.getByLabel(m.collection_words());
			await words.last().fill('Laminate it.');
			// Nothing is lost by a reload.
			await page.reload();
			same(await words.last().inputValue(), 'Laminate it.', 'the draft');
			await page.getByRole('button', { name: /^Move .*lanyard.* up$/ }).press('Enter');
			same(await words.first().inputValue(), 'Laminate it.', 'the order');
			await page.getByLabel(m.reason(), { exact: true }).fill('Asked for by three schools.');
			await page.getByRole('button', { name: m.collection_make() }).click();
			await page.getByRole('heading', { level: 1, name: title }).waitFor();
			const address = new URL(page.url()).pathname;

			const other = await stage.person('teacher', { viewport: { width: 360, height: 740 } });
			await other.goto('/search?q=tea+people&kind=collection');
			await other.getByRole('link', { name: title }).click();
			await other.getByText('Laminate it.').waitFor();
			const [download] = await Promise.all([
				other.waitForEvent('download'),
				other.getByRole('link', { name: m.collection_leaflet() }).click()
			]);
			same(download.suggestedFilename(), `${title}.pdf`, 'the name of the leaflet');
			check(
				(await other.getByRole('link', { name: m.collection_change() }).count()) === 0,
				'no change'
			);

			await page.getByRole('button', { name: m.collection_put_away() }).click();
			const dialog = page.getByRole('dialog');
			await dialog.getByRole('button', { name: m.collection_because_old() }).click();
			await dialog.getByRole('button', { name: m.collection_put_away(), exact: true }).click();
			await page.getByText(m.collection_put_away_what()).waitFor();
			stage.expect(/status of 404/);
			await other.goto(address);
			await other.getByRole('heading', { level: 1 }).waitFor();
			check((await other.getByText('Laminate it.').count()) === 0, 'it is put away');
		}
	]
];
