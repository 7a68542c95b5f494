// Reading: where a thread opens, what counts as read, and that the words can be
// read from any direction, on a very low screen and in the system's own colours.
import { answer, ask, check, choose, graphql, same, until, written, m } from '../stage.mjs';

const START = `mutation($input: StartThreadInput!) {
	startThread(input: $input) { thread { id slug opening { id } } } }`;
const REPLY = 'mutation($input: ReplyInput!) { reply(input: $input) { post { id } } }';
const READ = 'mutation($input: MarkThreadReadInput!) { markThreadRead(input: $input) { status } }';
const HIDE = 'mutation($input: HidePostInput!) { hidePost(input: $input) { status } }';
const UNREAD = 'query($id: ID!) { thread(id: $id) { viewerUnreadCount } }';

async function start(context, title, body) {
	const { topics } = await graphql(context, '{ topics { id } }');
	const input = { kind: 'DISCUSSION', title, body, topics: [topics[0].id] };
	return (await graphql(context, START, { input })).startThread.thread;
}

async function reply(context, thread, body) {
	return (await graphql(context, REPLY, { input: { thread, body } })).reply.post.id;
}

const unread = async (context, id) =>
	(await graphql(context, UNREAD, { id })).thread.viewerUnreadCount;

const address = ({ id }, post) =>
	`/threads/${id.split(':')[1]}${post ? `#post-${post.split(':')[1]}` : ''}`;

const noted = (page) =>
	page.waitForResponse((response) =>
		(response.request().postData() ?? '').includes('mutation MarkThreadRead')
	);

/** Waits until a post has the focus and is in sight. */
async function isShown(page, words) {
	await until(`“${words}” in sight, with the focus`, () =>
		page.evaluate((words) => {
			const element = document.activeElement;
			const { top, bottom } = element.getBoundingClientRect();
			return (
				element.matches('article') &&
				element.textContent.includes(words) &&
				top >= 0 &&
				bottom <= innerHeight
			);
		}, words)
	);
}

export const journeys = [
	[
		'a phone’s first screen: five threads, what is new in bold, who and how it stands',
		async (stage) => {
			const page = await stage.person('teacher', {
				viewport: { width: 360, height: 740 }
			});
			const whole = () =>
				page.evaluate(() => {
					const bar = document.querySelector('header nav').getBoundingClientRect().top;
					const rows = [...document.querySelectorAll('main .rows > li')];
					const boxes = rows.map((row) => row.getBoundingClientRect());
					return {
						seen: boxes.filter(({ bottom }) => bottom <= bar).length,
						heights: boxes.map(({ height }) => height)
					};
				});
			const home = await whole();
			check(home.seen >= 3, `Home shows ${home.seen} threads at once`);
			await page.goto('/threads');
			await page.locator('main .rows > li').first().waitFor();
			await page.evaluate(() => document.fonts.ready);
			const list = await whole();
			check(list.seen >= 5, `the list shows ${list.seen} threads at once`);
			const odd = list.heights.filter((height) => height < 96 || height > 112);
			check(odd.length === 0, `rows are ${odd.join(', ')} px high`);

			const bea = await stage.cookieOf('third-sector worker');
			const title = 'What does a new reply look like in a list?';
			const thread = await start(bea, title, 'To be read once, and then written to.');
			await page.goto(`/threads/${thread.id.slice('thread:'.length)}`);
			await page.getByRole('button', { name: m.thread_follow() }).waitFor();
			const row = page.getByRole('listitem').filter({ hasText: title });
			const weight = () =>
				row.getByRole('link').evaluate((link) => Number(getComputedStyle(link).fontWeight));
			await until('the thread to be read', async () => {
				const read = 'query($id: ID!) { thread(id: $id) { viewerReadUntil } }';
				return (await graphql(page.context(), read, { id: thread.id })).thread.viewerReadUntil;
			});
			await page.goto('/threads');
			check((await weight()) < 600, 'a title that was read is bold');
			await reply(bea, thread.id, 'Like this.');
			await page.goto('/threads');
			await row.getByText(m.thread_unread({ count: 1 }), { exact: true }).waitFor();
			check((await weight()) >= 600, 'a title with something new is not bold');
		}
	],
	[
		'my face leads to what is mine and out, by keyboard; the bars scroll away where the window is low',
		async (stage) => {
			const page = await stage.person('teacher');
			const face = page.getByRole('button', {
				name: m.nav_me({ name: 'Hannah Whitlock' })
			});
			await face.focus();
			await page.keyboard.press('Enter');
			await page.getByRole('menuitem', { name: m.nav_settings() }).waitFor();
			await page.keyboard.press('Escape');
			await until('the focus on the face', () =>
				face.evaluate((button) => document.activeElement === button)
			);
			await page.keyboard.press('Enter');
			await page.getByRole('menuitem', { name: m.settings_sign_out() }).click();
			const dialog = page.getByRole('dialog', { name: m.sign_out_sure() });
			await dialog.getByRole('button', { name: m.sign_out_stay() }).click();
			await dialog.waitFor({ state: 'detached' });
			await page.setViewportSize({ width: 360, height: 400 });
			const place = () =>
				page.evaluate(() => getComputedStyle(document.querySelector('header nav')).position);
			same(await place(), 'static', 'the bar on a low screen');
			await page.setViewportSize({ width: 360, height: 740 });
			same(await place(), 'fixed', 'the bar on a phone');
			await face.click();
			await page.getByRole('menuitem', { name: m.settings_sign_out() }).click();
			await dialog.getByRole('button', { name: m.settings_sign_out() }).click();
			await page.getByRole('link', { name: m.front_join() }).first().waitFor();
		}
	],
	[
		'Home has the digest, the co-ordinator and what one began to write beside its lists',
		async (stage) => {
			const page = await stage.person('teacher');
			await page.getByRole('heading', { name: m.home_digest() }).waitFor();
			const beside = page.getByRole('complementary');
			// It comes after the lists.
			await beside.getByRole('listitem').first().waitFor();
			same(
				await beside.getByRole('heading', { name: m.home_drafts() }).count(),
				0,
				'drafts before any was begun'
			);
			await page.goto('/ask');
			await page.getByLabel(m.ask_title_label(), { exact: true }).fill('Begun on this device');
			await until('the draft to be kept', () =>
				page.evaluate(() => Object.values(localStorage).some((text) => text.includes('Begun on')))
			);
			await page.goto('/home');
			await beside.getByRole('link', { name: 'Begun on this device' }).click();
			await page.getByText(m.draft_found()).waitFor();
		}
	],
	[
		'reading: a long thread leads to what is new, and counts it when it was seen',
		async (stage) => {
			const ann = await stage.cookieOf('teacher');
			const thread = await start(ann, 'A talk that went on and on', 'How do you all do it?');
			let last;
			for (let n = 1; n <= 24; n += 1) last = await reply(ann, thread.id, `View number ${n}.`);
			const page = await stage.person('social prescriber');
			const cas = page.context();
			await graphql(cas, READ, { input: { thread: thread.id } });
			for (const n of [25, 26, 27]) await reply(ann, thread.id, `View number ${n}.`);

			// It opens there, at a line that says since when.
			await page.goto(address(thread));
			const line = page.getByRole('heading', { name: /^New since / });
			await until('the focus on the line before what is new', () =>
				line.evaluate((heading) => heading === document.activeElement)
			);
			const box = await page.getByText('View number 25.').boundingBox();
			check(box.y > 0 && box.y < 700, `the first new reply stands at ${box.y}`);
			await page.getByText('View number 27.').scrollIntoViewIfNeeded();
			await until('all of it to be read', async () => (await unread(cas, thread.id)) === 0);
			check(await line.isVisible(), 'the line goes while one reads');

			// An address that leads elsewhere does, and counts nothing as read.
			for (const n of [28, 29]) await reply(ann, thread.id, `View number ${n}.`);
			await page.goto('/home');
			const first = noted(page);
			await page.goto(address(thread, thread.opening.id));
			await first;
			same(await unread(cas, thread.id), 2, 'new replies before anything was scrolled');
			await page.goto('/home');
			await page.goto(address(thread));
			await page.getByText('View number 29.').scrollIntoViewIfNeeded();
			await until('the rest to be read', async () => (await unread(cas, thread.id)) === 0);

			// A link to a reply on a later page, and "Show more" by key.
			await page.goto('/home');
			await page.goto(address(thread, last));
			await isShown(page, 'View number 24.');
			await page.goto('/home');
			await page.goto(address(thread));
			await page.getByRole('button', { name: m.thread_more_replies() }).press('Enter');
			await isShown(page, 'View number 21.');

			await page.goto('/threads');
			await page.getByRole('button', { name: m.list_more() }).press('Enter');
			await until('the focus on the first of the next threads', () =>
				page.evaluate(() => {
					const row = document.activeElement.closest('main li');
					return row !== null && [...row.parentElement.children].indexOf(row) === 20;
				})
			);

			// A short one counts as soon as it is there.
			const short = await start(ann, 'A talk of three lines', 'Short.');
			await graphql(cas, READ, { input: { thread: short.id } });
			await reply(ann, short.id, 'A first view.');
			same(await unread(cas, short.id), 1, 'new replies in the short one');
			await page.goto(address(short));
			await until('the short one to be read', async () => (await unread(cas, short.id)) === 0);
		}
	],
	[
		'reading: what comes while one reads waits behind a button, and the bell follows',
		async (stage) => {
			const ann = await stage.cookieOf('teacher');
			const page = await stage.person('social prescriber');
			const thread = await start(ann, 'A talk that is being read', 'Words to begin with.');
			await reply(page.context(), thread.id, 'My own view.');
			await page.clock.install();
			await page.goto(address(thread));
			await page.getByText('My own view.').waitFor();
			await reply(ann, thread.id, 'A view that came late.');
			await reply(ann, thread.id, 'And one more.');
			same(await page.getByText('A view that came late.').count(), 0, 'before it was asked for');
			await page.clock.fastForward('00:31');
			const button = page.getByRole('button', { name: m.thread_arrived({ count: 2 }) });
			await button.waitFor();
			const where = await button.boundingBox();
			check(where.y > 0 && where.y + where.height < 720, `the button stands at ${where.y}`);
			await page.getByText(m.nav_unread({ count: 2 })).first().waitFor({ state: 'attached' });
			await button.click();
			await isShown(page, 'A view that came late.');
			await page.getByRole('heading', { name: m.thread_replies({ count: 3 }) }).waitFor();
			await page.getByRole('heading', { name: /^New since / }).waitFor();
			same(await button.count(), 0, 'the button after it was pressed');
		}
	],
	[
		'reading: a link to what is gone says so',
		async (stage) => {
			const ann = await stage.cookieOf('teacher');
			const desk = await stage.cookieOf('co-ordinator');
			const thread = await start(ann, 'A talk with a gap', 'What was here?');
			const hidden = await reply(ann, thread.id, 'Too much was said here.');
			const input = { post: hidden, reason: 'It could show who somebody is' };
			await graphql(desk, HIDE, { input });
			const page = await stage.person('social prescriber');
			const told = page.getByText(m.thread_post_gone());
			for (const link of [
				address(thread, hidden),
				address(thread, `post:${'0'.repeat(32)}`),
				`${address(thread)}#post-12`
			]) {
				await page.goto('/home');
				await page.goto(link);
				await told.waitFor();
				await until(`the focus on what is said of ${link}`, () =>
					page.evaluate(
						(words) => document.activeElement?.textContent.includes(words),
						m.thread_post_gone()
					)
				);
				await page.getByRole('heading', { level: 1, name: 'A talk with a gap' }).waitFor();
			}
			await page.goto(address(thread));
			await page.getByText('What was here?').waitFor();
			same(await told.count(), 0, 'without a reply in the address');
		}
	],
	[
		'reading: what came while one wrote is there, the salutation is the last one, nothing is said twice',
		async (stage) => {
			const ann = await stage.cookieOf('teacher');
			const bea = await stage.cookieOf('third-sector worker');
			const page = await stage.person('social prescriber');
			const thread = await start(ann, 'A talk in which two write at once', 'Who begins?');
			await reply(ann, thread.id, 'I do.');
			await page.goto(address(thread));
			await page.getByText('I do.').waitFor();
			await reply(bea, thread.id, 'Me too, meanwhile.');
			await answer(page, 'And I am the third.');
			await page.getByText('Me too, meanwhile.').waitFor();
			await page.getByRole('heading', { name: m.thread_replies({ count: 3 }) }).waitFor();
			same(await page.getByRole('article').count(), 4, 'the opening and all three');

			const field = page.getByLabel(m.thread_your_reply());
			const buttons = page.getByRole('button', { name: /^Reply to / });
			await buttons.first().click();
			const salutation = await written(field);
			await field.pressSequentially('thank you.');
			await buttons.last().click();
			const now = await written(field);
			check(salutation !== '' && !now.startsWith(salutation), `still to the first: ${now}`);
			check(now.endsWith(', thank you.'), `typed words are gone: ${now}`);

			await ask(page, 'What is said once?', 'Only once, I hope.');
			await page.getByText(m.thread_posted(), { exact: true }).waitFor();
			await page.getByRole('link', { name: m.nav_home(), exact: true }).first().click();
			await page.getByRole('heading', { name: m.home_might_help() }).waitFor();
			await page.goBack();
			await page.getByRole('heading', { level: 1, name: 'What is said once?' }).waitFor();
			same(await page.getByText(m.thread_posted(), { exact: true }).count(), 0, 'said again');
		}
	],
	[
		'reading: times move on while a page is open',
		async (stage) => {
			const ann = await stage.cookieOf('teacher');
			const page = await stage.person('social prescriber');
			const thread = await start(ann, 'A talk that is left open', 'Words.');
			await page.clock.install();
			await page.goto(address(thread));
			const when = page.locator('article time span').first();
			const says = (words) =>
				until(`“${words}”`, async () => (await when.textContent())?.trim() === words);
			await says(m.date_now());
			await page.clock.fastForward('05:30');
			await says(m.date_minutes({ count: 5 }));
			// As a tab that comes back, whose timers slept.
			await page.clock.pauseAt(new Date(Date.now() + 70 * 60_000));
			await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
			await says(m.date_hours({ count: 1 }));
		}
	],
	[
		'reading: each paragraph by its own direction, what scrolls by key, low screens and forced colours',
		async (stage) => {
			const ann = await stage.cookieOf('teacher');
			const body = [
				'<p>שלום, מי מכיר קבוצה להורים?</p>',
				'<ul><li><p>פגישה ביום שלישי (14:00).</p></li><li><p>In English, too.</p></li></ul>',
				'<p>Thank you.</p>',
				`<pre>${'x'.repeat(200)}</pre>`,
				'<table><tr><th>One</th><th>Two</th></tr>',
				`<tr><td>${'word '.repeat(2)}${'y'.repeat(120)}</td><td>2</td></tr></table>`
			].join('');
			const thread = await start(ann, 'קבוצת הורים', body);
			const page = await stage.person('co-ordinator', {
				viewport: { width: 320, height: 256 }
			});
			await page.goto(address(thread));
			await page.locator('.prose').first().waitFor();
			const directions = await page.evaluate(() =>
				[...document.querySelectorAll('h1, .prose > p, .prose li')].map(
					(element) => getComputedStyle(element).direction
				)
			);
			same(directions, ['rtl', 'rtl', 'rtl', 'ltr', 'ltr'], 'title, paragraphs and items');
			const marks = await page.evaluate(() => {
				const list = document.querySelector('.prose ul');
				const { listStyleType, paddingLeft, paddingRight } = getComputedStyle(list);
				return [listStyleType, paddingLeft === paddingRight];
			});
			same(marks, ['disc', true], 'the marks of items on both sides, and room for them');
			for (const name of [m.prose_wide_text(), m.prose_wide_table()]) {
				const region = page.getByRole('region', { name });
				await region.focus();
				const left = () => region.evaluate((element) => element.scrollLeft);
				await page.keyboard.press('ArrowRight');
				await until(`${name}: it scrolls by key`, async () => (await left()) > 0);
			}
			check((await page.getByRole('table').count()) === 1, 'the table is no table any more');

			// The bars take less than half of the screen.
			const bars = await page
				.locator('header')
				.first()
				.evaluate((header) => header.getBoundingClientRect().height / innerHeight);
			check(bars < 0.4, `the bars take ${Math.round(bars * 100)} % of a low screen`);

			// No bar covers the words, wherever the page has been scrolled to.
			const covered = await page.evaluate(() => {
				scrollTo(0, document.documentElement.scrollHeight / 2);
				const main = document.querySelector('main');
				return [2, innerHeight / 2, innerHeight - 2].filter(
					(y) => !main.contains(document.elementFromPoint(innerWidth / 2, y))
				);
			});
			same(covered, [], 'heights at which a bar stands over the words');

			// The current place is seen without tints.
			await page.setViewportSize({ width: 1280, height: 900 });
			await page.emulateMedia({ forcedColors: 'active' });
			await page.goto('/desk/people');
			check(
				await page.evaluate(() => matchMedia('(forced-colors: active)').matches),
				'no forced colours here'
			);
			const looks = (selector, property) =>
				page
					.locator(selector)
					.evaluateAll(
						(all, property) => [...new Set(all.map((one) => getComputedStyle(one)[property]))],
						property
					);
			await page.getByRole('heading', { level: 1, name: m.desk_people() }).waitFor();
			const tab = 'main nav a';
			const [current] = await looks(`${tab}[aria-current]`, 'borderBottomColor');
			const others = await looks(`${tab}:not([aria-current])`, 'borderBottomColor');
			check(!others.includes(current), `all tabs of the desk look alike: ${current}`);
			same(await looks('header a[aria-current]', 'outlineStyle'), ['solid'], 'the current place');

			// "Error:" in the title, from a dialog as from a page.
			await page.goto(address(thread));
			await choose(page, 'Thank you.', m.post_report());
			await page.getByRole('button', { name: m.post_report_send() }).click();
			await page.getByRole('alert').waitFor();
			const title = `\u2068קבוצת הורים\u2069 – ${m.cove()}`;
			await until('"Error:" in the title', async () =>
				(await page.title()).startsWith(m.form_error())
			);
			await page.keyboard.press('Escape');
			await until('the title as it was', async () => (await page.title()) === title);
			const shell = await (await fetch(`${stage.address}/home`)).text();
			check(/<title>[^<]+<\/title>/.test(shell), 'the shell of the screens has no title');
		}
	]
];
