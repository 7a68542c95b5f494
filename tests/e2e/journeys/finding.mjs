// Finding one's way: by the search, by topics, people by their names, the welcome and the first week; and passing a thread on.
import { check, choose, graphql, openThread, same, until, m } from '../stage.mjs';

const THREAD = 'What can we offer in school while a student waits';

/** The titles of what was found. */
const found = (page) => page.locator('main ol > li h2').allInnerTexts();

export const journeys = [
	[
		'search: from every page by “/”, by kind, narrowed, by keyboard, and nothing is a dead end',
		async (stage) => {
			const page = await stage.person('teacher', {
				viewport: { width: 1280, height: 900 }
			});
			const field = page.getByRole('combobox', { name: m.search_label() });
			await field.waitFor();
			await page.keyboard.press('/');
			check(
				await field.evaluate((input) => document.activeElement === input),
				'“/” does not lead to the field'
			);
			await field.fill('wait');
			await page.getByRole('option').first().waitFor();
			await field.press('ArrowDown');
			await until('a suggestion to be chosen', async () => {
				const id = await field.getAttribute('aria-activedescendant');
				return id !== null && id !== '' && (await page.locator(`[id="${id}"]`).isVisible());
			});
			await field.press('Escape');
			await page.getByRole('option').first().waitFor({ state: 'detached' });
			await field.fill('WAITING');
			await field.press('Enter');
			await page.getByRole('heading', { level: 1, name: /WAITING/ }).waitFor();
			const all = await found(page);
			check(all.length > 3, `only ${all.length} with “waiting”`);
			check(/wait/i.test(all[0]), `no title comes first: ${all[0]}`);
			check((await page.locator('main ol mark').count()) > 3, 'nothing is marked');

			// Results by keyboard.
			await page.locator('main ol > li h2 a').first().focus();
			await page.keyboard.press('ArrowDown');
			same(
				await page.evaluate(() => document.activeElement?.textContent?.trim()),
				all[1].trim(),
				'the second result'
			);

			const kinds = page.getByRole('navigation', { name: m.search_kinds() });
			await kinds.getByRole('link', { name: m.search_replies() }).click();
			await page.waitForURL('**kind=reply');
			await until('replies alone', async () =>
				(await page.locator('main ol > li .meta > span:first-child').allInnerTexts()).every(
					(kind) => kind === m.search_reply()
				)
			);
			await kinds.getByRole('link', { name: m.search_all(), exact: false }).first().click();
			const narrow = page.getByRole('navigation', { name: m.thread_narrow() });
			await narrow.getByRole('link', { name: m.thread_view_unanswered() }).click();
			await page.waitForURL('**unanswered=yes');
			await until('fewer', async () => (await found(page)).length < all.length);

			// Nothing: what was meant, and the way to ask.
			await field.fill('safegarding');
			await field.press('Enter');
			await page.waitForURL('**q=safegarding**');
			check(
				await field.evaluate((input) => document.activeElement === input),
				'the focus is not in the field any more'
			);
			await page.getByRole('link', { name: m.search_everywhere() }).click();
			const meant = page.getByRole('paragraph').filter({ hasText: m.search_meant() });
			await meant.getByRole('link').click();
			await page.getByRole('heading', { level: 1, name: /safeguarding/ }).waitFor();
			check((await found(page)).length > 0, 'what was meant finds nothing');
			await page.goto('/search?q=xylophone+repairs');
			await page.getByRole('link', { name: m.search_ask() }).click();
			await page.waitForURL('**/ask?title=xylophone+repairs');
			same(
				await page.getByLabel(m.ask_title_label()).inputValue(),
				'xylophone repairs',
				'the words to ask with'
			);

			// What was looked for is offered again, on this device.
			await page.goto('/search');
			await field.focus();
			await page.getByRole('option', { name: 'safeguarding' }).click();
			await page.getByRole('heading', { level: 1, name: /safeguarding/ }).waitFor();

			// On a phone the field stands above the list.
			await page.setViewportSize({ width: 360, height: 740 });
			await page.goto('/threads');
			await field.fill('parents');
			await field.press('Enter');
			await page.waitForURL('**/search?q=parents');
			check((await found(page)).length > 0, 'nothing with parents');
			check(
				await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
				'the page scrolls sideways'
			);
			await page.goto('/threads');
			const topics = page.getByRole('navigation', { name: m.topic_title() });
			await topics.getByRole('link', { name: 'Language' }).press('Enter');
			await page.getByRole('heading', { level: 1, name: 'Language' }).waitFor();
			await topics.getByRole('link', { name: 'Language' }).press('Enter');
			await page.waitForURL('**/threads');
		}
	],
	[
		'search: words that mean the same, kept with a reason; and what was asked before, while asking',
		async (stage) => {
			const page = await stage.person('co-ordinator', { viewport: { width: 1280, height: 900 } });
			await page.goto('/search?q=kinfolk');
			await page.getByText(m.search_noted()).waitFor();
			await page.goto('/desk/search');
			// Other journeys have looked in vain, too.
			await page
				.getByText(/found nothing/)
				.first()
				.waitFor();
			await page.getByRole('button', { name: m.desk_words_add() }).click();
			const dialog = page.getByRole('dialog', { name: m.desk_words_add() });
			await dialog.getByLabel(m.desk_words_label(), { exact: true }).fill('kinfolk, parents');
			await dialog.getByLabel(m.reason(), { exact: true }).fill('Members say both.');
			await dialog.getByRole('button', { name: m.desk_words_save() }).click();
			await dialog.waitFor({ state: 'detached' });
			await page.getByText(m.desk_words_saved()).waitFor();
			await page.goto('/search?q=kinfolk');
			await until('parents for kinfolk', async () =>
				(await found(page)).some((title) => /parents/i.test(title))
			);
			await page.goto('/desk/search');
			await page
				.getByRole('button', { name: m.desk_words_remove_of({ words: 'kinfolk, parents' }) })
				.click();
			const removing = page.getByRole('dialog');
			await removing.getByLabel(m.reason(), { exact: true }).fill('It was for one day.');
			await removing.getByRole('button', { name: m.desk_words_remove(), exact: true }).click();
			await page.getByText(m.desk_words_removed()).waitFor();
			await page.goto('/desk/audit');
			await page.getByText('It was for one day.').waitFor();

			await page.goto('/ask');
			await page.getByLabel(m.ask_title_label()).fill(THREAD);
			await page.getByRole('heading', { name: m.ask_before() }).waitFor();
			await page.getByRole('link', { name: THREAD }).waitFor();
			check(page.url().endsWith('/ask'), 'asking goes on');
		}
	],
	[
		'finding: the topics with what is new in each, to follow',
		async (stage) => {
			const page = await stage.person('teacher');
			await page.goto('/threads');
			await page.getByRole('link', { name: m.topic_all() }).click();
			await page.getByRole('heading', { level: 1, name: m.topic_title() }).waitFor();
			const line = page.getByRole('listitem').filter({ hasText: 'Out of hours' });
			check(/\d+ threads?/.test(await line.innerText()), 'it does not say how many there are');
			const follow = line.getByRole('button');
			const before = await follow.getAttribute('aria-pressed');
			await follow.click();
			await until('the button to turn', async () => {
				return (await follow.getAttribute('aria-pressed')) !== before;
			});
			await page.reload();
			await line.waitFor();
			check((await follow.getAttribute('aria-pressed')) !== before, 'it was not saved');
			await line.getByRole('link').click();
			await page.getByRole('heading', { level: 1, name: 'Out of hours' }).waitFor();
		}
	],
	[
		'people: a name opens who it is and leads to what they started, by key',
		async (stage) => {
			const page = await stage.person('third-sector worker');
			await openThread(page, THREAD);
			const name = page.getByRole('article').first().getByRole('button').first();
			const who = await name.innerText();
			await name.focus();
			await page.keyboard.press('Enter');
			const card = page.getByRole('dialog', { name: who });
			await card.getByText(/^Member since /).waitFor();
			await page.keyboard.press('Escape');
			await card.waitFor({ state: 'detached' });
			await until('the focus on the name', () =>
				name.evaluate((button) => document.activeElement === button)
			);
			await name.click();
			await card.getByRole('link', { name: m.member_started() }).click();
			await page
				.getByRole('heading', {
					level: 1,
					name: m.member_started_by({ name: who })
				})
				.waitFor();
			const authors = await page.locator('main .rows .by bdi').allTextContents();
			check(authors.length > 0, 'nothing that they started');
			check(
				authors.every((author) => author === who),
				`threads of others: ${authors.join(', ')}`
			);
		}
	],
	[
		'the welcome: pinned by the co-ordinator with a reason, on top for those who have not read it',
		async (stage) => {
			const page = await stage.person('co-ordinator', {
				viewport: { width: 1280, height: 900 }
			});
			const pinned = page.getByText(m.thread_pinned());
			await pinned.waitFor();
			await openThread(page, THREAD);
			await choose(page, '', m.thread_pin());
			const dialog = page.getByRole('dialog', { name: m.thread_pin_title() });
			await dialog.getByLabel(m.reason(), { exact: true }).fill('To be read this week.');
			await dialog.getByRole('button', { name: m.thread_pin() }).click();
			await dialog.waitFor({ state: 'detached' });
			await page.goto('/threads');
			const welcome = page.getByRole('paragraph').filter({ hasText: m.thread_pinned() });
			await welcome.getByRole('link', { name: THREAD }).waitFor();
			const { threads } = await graphql(
				page.context(),
				'{ threads(filter: { pinned: true }) { nodes { title } } }'
			);
			same(threads.nodes.length, 1, 'how many are pinned');
			await page.goto('/desk/audit');
			await page.getByText('To be read this week.').first().waitFor();
			await openThread(page, THREAD);
			await choose(page, '', m.thread_unpin());
			const down = page.getByRole('dialog', { name: m.thread_unpin_title() });
			await down.getByLabel(m.reason(), { exact: true }).fill('It was for one week.');
			await down.getByRole('button', { name: m.thread_unpin() }).click();
			await down.waitFor({ state: 'detached' });
			await page.goto('/home');
			await page.getByRole('heading', { name: m.home_coordinators() }).waitFor();
			same(await pinned.count(), 0, 'a welcome that was taken down');
		}
	],
	[
		'the first week: three steps with what is done, until one closes them',
		async (stage) => {
			const page = await stage.person('teacher');
			const title = page.getByRole('heading', { name: m.first_title() });
			same(await title.count(), 0, 'steps for somebody who is not new');
			// As if she had joined today.
			await page.route('**/graphql', async (route) => {
				const asked = route.request().postData() ?? '';
				if (!asked.includes('query Home')) return route.fallback();
				const response = await route.fetch();
				const answer = await response.json();
				if (answer.data?.viewer?.member) {
					answer.data.viewer.member.joinedAt = new Date().toISOString();
				}
				return route.fulfill({ response, json: answer });
			});
			await page.goto('/home');
			await title.waitFor();
			const step = (words) => page.getByRole('listitem').filter({ hasText: words });
			// She has written before: that is ticked.
			await step(m.first_hello()).getByText(m.first_done(), { exact: true }).waitFor();
			await step(m.first_hello()).getByRole('link').click();
			await page.getByRole('heading', { level: 1, name: m.ask_title_discussion() }).waitFor();
			await page.goto('/home');
			await page.getByRole('button', { name: m.first_close() }).click();
			await title.waitFor({ state: 'detached' });
			await page.reload();
			await page.getByRole('heading', { name: m.home_might_help() }).waitFor();
			same(await title.count(), 0, 'steps that were closed');
			await page.unrouteAll({ behavior: 'ignoreErrors' });
		}
	],
	[
		'sharing: the link is copied, and on paper there are names, dates and words',
		async (stage) => {
			const page = await stage.person('teacher', {
				permissions: ['clipboard-read', 'clipboard-write']
			});
			await openThread(page, THREAD);
			await choose(page, '', m.share_copy());
			await page.getByText(m.share_copied()).waitFor({ state: 'attached' });
			const copied = await page.evaluate(() => navigator.clipboard.readText());
			same(copied, page.url(), 'the link');

			await page.evaluate(() => {
				globalThis.print = () => (globalThis.printed = true);
			});
			await choose(page, '', m.share_print());
			await until('the print', () => page.evaluate(() => globalThis.printed));
			await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
			const seen = await page.evaluate(() => {
				const shown = (element) => element.checkVisibility();
				const texts = (selector) =>
					[...document.querySelectorAll(selector)].filter(shown).map((one) => one.innerText);
				return {
					buttons: texts('main .button, nav a, footer a, aside a'),
					names: texts('article .byline bdi').length,
					dates: texts('article time').filter((date) => /\d{4}/.test(date)).length,
					paper: getComputedStyle(document.documentElement).getPropertyValue('--paper')
				};
			});
			same(seen.buttons, [], 'what can be pressed on paper');
			check(seen.names > 1 && seen.dates >= seen.names, `${seen.names} names, ${seen.dates} dates`);
			same(seen.paper.trim(), '#fbf9f4', 'the paper');
		}
	]
];
