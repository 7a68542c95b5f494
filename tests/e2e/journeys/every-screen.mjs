// Every screen: readable at 320 px, nothing for axe to find in light and dark,
// a title and the focus where they belong, and all of it by keyboard.
import { addressOf, ROUTES } from '../../../frontend/src/lib/viewer/routes.ts';
import { AxeBuilder, answer, check, choose, focused, openThread, same, m } from '../stage.mjs';
import { digestOf } from './main-job.mjs';
import { requestSignIn } from './sign-in.mjs';

/** For whole pages: a mail stands in the page of a mail program, which has the landmarks. */
const PAGE_RULES = ['landmark-one-main', 'region'];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The screens that have a plain address, where nothing has to be brought about first. */
const plain = (isWanted) =>
	Object.entries(ROUTES)
		.filter(([route, about]) => !route.includes('[') && isWanted(about))
		.map(([route]) => addressOf(route))
		.map((address) => [address, (page) => page.goto(address)]);

/** A screen: its name, and how to bring it about on a page. Ready when its level 1 heading is there. */
export const SCREENS = {
	visitor: [
		...plain(({ gate }) => gate !== 'member' && gate !== 'waiting'),
		['sign in, code', signInCode],
		['sign in, link', (page) => page.goto(`/sign-in/confirm?token=${'0'.repeat(64)}`)],
		['ask to join, with problems', joinWithProblems],
		['confirm address', (page) => page.goto(`/join/confirm?token=${'0'.repeat(64)}`)],
		['not found', (page) => page.goto('/nowhere/at/all')],
		['demo', (page) => page.goto('/demo')],
		['demo mailbox', (page) => page.goto('/demo/mailbox')],
		[
			'demo mail',
			async (page, stage) => page.goto((await digestOf(stage, 'hannah.whitlock')).href)
		],
		[
			'stop a mail',
			async (page, stage) =>
				page.goto(/http\S+\/unsubscribe\/\S+/.exec((await digestOf(stage, 'beth.carne')).text)[0])
		],
		['stop a mail, unknown link', (page) => page.goto(`/unsubscribe/${'0'.repeat(32)}`)]
	],
	teacher: [
		...plain(({ gate, bar }) => gate === 'member' && bar !== 'desk'),
		['threads, narrowed', (page) => page.goto('/threads?topic=language&order=newest')],
		['search', (page) => page.goto('/search?q=waiting')],
		['search, narrowed', (page) => page.goto('/search?q=waiting&kind=reply&topic=waiting-lists')],
		['search, nothing', (page) => page.goto('/search?q=safegarding')],
		['library, narrowed', libraryNarrowed],
		['library, nothing', (page) => page.goto('/library?audience=adults&format=video')],
		['library, words in vain', (page) => page.goto('/library?q=lighthouses&audience=staff')],
		['resource', (page) => openThread(page, 'A first talk', '/library')],
		['resource, replaced', (page) => openThread(page, /first edition/, '/library?state=replaced')],
		['collection', collection],
		['resource, used', (page) => ofResource(page, 'use')],
		['resource, changed', (page) => ofResource(page, 'change')],
		['share, with problems', shareWithProblems],
		['thread with what was learned', (page) => openThread(page, 'How do I ring a parent')],
		['writing what was learned', summing],
		['threads, none', (page) => page.goto('/threads?topic=send&kind=call')],
		['thread', (page) => openThread(page, 'What can we offer in school while a student waits')],
		[
			'thread with a table',
			(page) => openThread(page, 'Words that made it harder', '/threads?topic=language')
		],
		[
			'locked thread',
			(page) =>
				openThread(
					page,
					'Welcome: what this place is for',
					'/threads?topic=community-support&order=newest&kind=discussion'
				)
		],
		['thread, not here', (page) => page.goto(`/threads/${'0'.repeat(32)}`)],
		['thread, menu open', menuOpen],
		['thread, report', reportOpen],
		['thread, a person', personOpen],
		['thread, writing', writing],
		['thread, naming a member', naming],
		['ask, with problems', askWithProblems]
	],
	'co-ordinator': [
		...plain(({ bar }) => bar === 'desk'),
		['collection, new', (page) => page.goto('/collections/new')],
		['collection, changed', collectionChanged],
		['desk, deciding', deskDeciding],
		['desk, renaming', deskRenaming],
		['desk, putting back', deskRestoring]
	]
};

/** More screens than this are walked through in equal parts: a journey has its time. */
const AT_ONCE = 25;

/** Who walks through which screens, and what the walk is called. */
const WALKS = Object.entries(SCREENS).flatMap(([who, screens]) => {
	const parts = Math.ceil(screens.length / AT_ONCE);
	const size = Math.ceil(screens.length / parts);
	return Array.from({ length: parts }, (_, part) => ({
		name: parts > 1 ? `${who}, part ${part + 1} of ${parts}` : who,
		who,
		screens: screens.slice(part * size, (part + 1) * size)
	}));
});

export const journeys = [
	...WALKS.map(({ name, who, screens }) => [
		`every screen of a ${name}: 320 px, axe in light and dark`,
		async (stage) => {
			stage.expect(/status of 404/);
			const wrong = await walk(stage, who, screens);
			check(wrong.length === 0, wrong.join('\n'));
		}
	]),
	[
		'every kind of mail: 320 px, axe in light and dark',
		async (stage) => {
			const page = await stage.visitor();
			const kinds = new Map((await stage.mails()).map((mail) => [mail.kind, mail]));
			check(kinds.size > 1, `only ${[...kinds.keys()].join(', ')}`);
			const wrong = [];
			for (const [kind, { href }] of kinds) {
				// Alone, and not in the mailbox's frame, which lets no script in.
				const html = await (await fetch(`${stage.address}${href}/html`)).text();
				await page.setViewportSize({ width: 320, height: 640 });
				await page.setContent(html);
				const { wide, window } = await widths(page);
				if (wide > window) wrong.push(`${kind}: scrolls sideways, ${wide} px in ${window}`);
				for (const colorScheme of ['light', 'dark']) {
					await page.emulateMedia({ colorScheme });
					wrong.push(...(await axe(page, `${kind}, ${colorScheme}`, PAGE_RULES)));
				}
			}
			check(wrong.length === 0, wrong.join('\n'));
		}
	],
	[
		'titles and focus follow every step',
		async (stage) => {
			const page = await stage.person('co-ordinator');
			for (const [link, title] of [
				[m.nav_threads(), m.thread_list()],
				[m.nav_ask(), m.ask_title()],
				[m.nav_notifications(), m.notification_title()],
				[m.nav_settings(), m.settings_title()],
				[m.nav_desk(), m.desk_queue()],
				[m.nav_house_rules(), m.rules_title()],
				[m.nav_help_now(), m.help_title()],
				[m.nav_home(), m.nav_home()]
			]) {
				if (link === m.nav_settings()) {
					await page.locator('header [aria-haspopup="menu"]').click();
					await page.getByRole('menuitem', { name: link }).click();
				} else {
					await page
						.getByRole('link', { name: new RegExp(`^${link}`) })
						.first()
						.click();
				}
				await page.waitForFunction((wanted) => document.title.startsWith(wanted), title);
				await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
				same(await page.title(), `${title} – Cove`, `the title after ${link}`);
			}
			await page.goBack();
			await page.waitForFunction((wanted) => document.title.startsWith(wanted), m.help_title());
			stage.expect(/status of 404/);
			await page.goto('/nowhere');
			await page.getByRole('heading', { level: 1, name: m.not_found_title() }).waitFor();
			same(
				await page.title(),
				`${m.not_found_title()} – Cove`,
				'the title of a page that is not there'
			);
		}
	],
	[
		'by keyboard alone: sign in, ask, reply, react',
		async (stage) => {
			const page = await stage.visitor();
			await page.goto('/sign-in');
			await page.getByRole('heading', { level: 1, name: m.sign_in_title() }).waitFor();
			await page.keyboard.press('Tab');
			same(await focused(page), `a ${m.nav_skip()}`, 'the first stop');
			await tabTo(page, `#email`);
			await page.keyboard.type('beth.carne@kittiwake-youth-project.example');
			const known = await stage.mailCount('beth.carne', /sign in/i);
			await page.keyboard.press('Enter');
			const { text } = await stage.mail('beth.carne', /sign in/i, known);
			await page.getByRole('heading', { level: 1, name: m.sign_in_sent_title() }).waitFor();
			await tabTo(page, '#code');
			await page.keyboard.type(/^\s*(\d{3}\s?\d{3})\s*$/m.exec(text)[1]);
			await page.keyboard.press('Enter');
			await page.waitForURL('**/home');
			await page.getByRole('heading', { name: m.home_might_help() }).waitFor();

			await tabTo(page, 'a[href="/ask"]');
			await page.keyboard.press('Enter');
			await page.getByRole('heading', { level: 1, name: m.ask_title() }).waitFor();
			await tabTo(page, '#title');
			await page.keyboard.type('Is there a kettle that never runs out?');
			await tabTo(page, '#body');
			await page.keyboard.type('Ours does, at ten past four.');
			await tabTo(page, '#topics input[type="checkbox"]');
			await page.keyboard.press('Space');
			await tabTo(page, 'button[type="submit"]');
			await page.keyboard.press('Enter');
			await page
				.getByRole('heading', {
					level: 1,
					name: 'Is there a kettle that never runs out?'
				})
				.waitFor();

			await tabTo(page, 'a[href="/threads"]');
			await page.keyboard.press('Enter');
			await page.getByRole('heading', { level: 1, name: m.thread_list() }).waitFor();
			const other =
				'main li a:text-is("What do you wish every school knew before it refers to you?")';
			await page.locator('main li a').first().waitFor();
			if ((await page.locator(other).count()) === 0) {
				// Other journeys have filled the first page of the list.
				await tabTo(page, `button:text-is("${m.list_more()}")`);
				await page.keyboard.press('Enter');
				await page.locator(other).waitFor();
			}
			await tabTo(page, other);
			await page.keyboard.press('Enter');
			await page
				.getByRole('heading', {
					level: 1,
					name: 'What do you wish every school knew'
				})
				.waitFor();
			await tabTo(page, `article button[aria-pressed]`);
			const before = await page.evaluate(() =>
				document.activeElement?.getAttribute('aria-pressed')
			);
			await Promise.all([page.waitForResponse('**/graphql'), page.keyboard.press('Space')]);
			const after = await page.evaluate(() => document.activeElement?.getAttribute('aria-pressed'));
			check(before !== after, 'Space did not press “Useful”');
			await tabTo(page, '[aria-haspopup="menu"]');
			await page.keyboard.press('ArrowDown');
			await page.getByRole('menuitem').first().waitFor();
			await page.keyboard.press('Escape');
			await page.getByRole('menuitem').first().waitFor({ state: 'detached' });
			check(
				await page.evaluate(() => document.activeElement?.matches('[aria-haspopup="menu"]')),
				'the focus is lost when the menu closes'
			);
			await tabTo(page, 'textarea, [role="textbox"]');
			await page.keyboard.type('That someone rang first.');
			await tabTo(page, 'button[type="submit"]');
			await page.keyboard.press('Enter');
			await page.getByRole('article').filter({ hasText: 'That someone rang first.' }).waitFor();
			await page.waitForFunction(() => document.activeElement?.tagName === 'ARTICLE');
		}
	],
	[
		'the focus is always seen: never under a bar, with a ring',
		async (stage) => {
			const page = await stage.person('teacher', {
				viewport: { width: 360, height: 640 }
			});
			await openThread(page, 'What can we offer in school while a student waits');
			const hidden = [];
			let stops = 0;
			await page.evaluate(() => document.getElementById('main')?.focus());
			for (; stops < 80; stops += 1) {
				await page.keyboard.press('Tab');
				const found = await page.evaluate(() => {
					const element = document.activeElement;
					if (!element || element === document.body || !element.closest('main')) return null;
					const box = element.getBoundingClientRect();
					const at = (x, y) => {
						const top = document.elementFromPoint(x, y);
						return (
							top !== null &&
							(top === element ||
								element.contains(top) ||
								top.contains(element) ||
								top.closest('label')?.control === element)
						);
					};
					// Of where one writes, the ring is around the tools, too.
					const ring = element.closest('.writing:not(:has(button:focus))') ?? element;
					const { outlineStyle, boxShadow } = getComputedStyle(ring);
					return {
						name: `${element.tagName} ${element.textContent?.trim().slice(0, 40)}`,
						seen: at(box.left + box.width / 2, box.top + box.height / 2),
						ringed: outlineStyle !== 'none' || boxShadow !== 'none'
					};
				});
				if (!found) break;
				if (!found.seen) hidden.push(`${found.name} is under something`);
				if (!found.ringed) hidden.push(`${found.name} has no ring`);
			}
			check(stops > 10, `only ${stops} stops in a thread`);
			check(hidden.length === 0, hidden.join('\n'));
			const above = await page.evaluate(() => {
				const top = (selector) => document.querySelector(selector).getBoundingClientRect().top;
				return top('header nav') - Math.min(top('header nav .ask'), top('header nav .ask .icon'));
			});
			check(above <= 0, `“Ask” stands ${above} px out of the bar`);
		}
	],
	[
		'the buttons of a dialog stay in sight, with problems too',
		async (stage) => {
			const page = await stage.person('co-ordinator');
			for (const [width, height] of [
				[1280, 720],
				[360, 640]
			]) {
				await page.setViewportSize({ width, height });
				await deskRenaming(page);
				const dialog = page.getByRole('dialog');
				await dialog.getByLabel(m.desk_rename_name()).fill('');
				await dialog.getByLabel(m.reason(), { exact: true }).fill('It was spelt wrongly.');
				const rename = dialog.getByRole('button', {
					name: m.desk_rename(),
					exact: true
				});
				await rename.click();
				await dialog.getByRole('alert').waitFor();
				const below = await rename.evaluate(
					(button) => button.getBoundingClientRect().bottom - innerHeight
				);
				check(below <= 0, `“Rename” stands ${below} px below a screen of ${width} × ${height}`);
			}
		}
	],
	[
		'400 % zoom and large text: nothing is cut off in a thread',
		async (stage) => {
			const page = await stage.person('social prescriber', {
				viewport: { width: 320, height: 256 }
			});
			await openThread(page, 'What can we offer in school while a student waits');
			await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
			const { wide, window } = await widths(page);
			check(wide <= window, `a thread scrolls sideways with large text: ${wide} px in ${window}`);
			await answer(page, 'Written at four times the size.');
		}
	]
];

/** Goes through the screens of somebody; what is wrong with them. */
async function walk(stage, who, screens) {
	const page = who === 'visitor' ? await stage.visitor() : await stage.person(who);
	const wrong = [];
	for (const [name, bring] of screens) {
		await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
		await page.setViewportSize({ width: 320, height: 640 });
		await bring(page, stage);
		await settled(page);
		const { wide, window } = await widths(page);
		if (wide > window) wrong.push(`${name}: scrolls sideways, ${wide} px in ${window}`);
		wrong.push(...(await axe(page, `${name}, 320 px, light`)));
		await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
		await page.setViewportSize({ width: 1280, height: 900 });
		await redrawn(page);
		wrong.push(...(await axe(page, `${name}, 1280 px, dark`)));
	}
	return wrong;
}

/** The heading is there, and nothing is on its way. */
export async function settled(page) {
	await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
	await page.waitForFunction(
		() => document.querySelector('[aria-busy="true"], .skeleton') === null
	);
	await page.evaluate(() => document.fonts.ready);
}

/** Rows out of sight are not drawn (content-visibility), and keep old colours until they are. */
const redrawn = (page) =>
	page.evaluate(async () => {
		const frame = () => new Promise(requestAnimationFrame);
		for (const top of [document.body.scrollHeight, 0]) {
			scrollTo(0, top);
			await frame();
			await frame();
		}
	});

const widths = (page) =>
	page.evaluate(() => ({
		wide: document.scrollingElement.scrollWidth,
		window: document.documentElement.clientWidth
	}));

async function axe(page, name, without = []) {
	// A mail in a frame is a page of its own, with a policy that lets no script in.
	const { violations } = await new AxeBuilder({ page })
		.withTags(RULES)
		.disableRules(without)
		.exclude('iframe')
		.analyze();
	return violations.map(
		({ id, help, nodes }) =>
			`${name}: ${id}: ${help}: ${nodes
				.map(
					({ target, failureSummary }) =>
						`${target} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`
				)
				.slice(0, 3)
				.join(' | ')}`
	);
}

async function signInCode(page, stage) {
	await requestSignIn(stage, page, 'kofi.mensah@farhaven-family-centre.example');
}

async function joinWithProblems(page) {
	await page.goto('/join');
	await page.getByRole('button', { name: m.join_send() }).click();
	await page.getByRole('alert').waitFor();
}

async function askWithProblems(page) {
	await page.goto('/ask');
	await page.getByRole('button', { name: m.ask_post() }).click();
	await page.getByRole('alert').waitFor();
}

async function collection(page) {
	await page.goto('/collections');
	await page.getByRole('link', { name: 'Start here' }).click();
	await page.getByRole('heading', { level: 1, name: 'Start here' }).waitFor();
}

async function collectionChanged(page) {
	await collection(page);
	await page.getByRole('link', { name: m.collection_change() }).click();
}

async function libraryNarrowed(page) {
	await page.goto('/library?audience=staff&order=most-used');
	await page.getByRole('button', { name: m.thread_narrow() }).click();
	await page.getByLabel(m.resource_format()).waitFor();
}

/** What can be done with a resource has a page of its own. */
async function ofResource(page, what) {
	await openThread(page, 'A first talk', '/library');
	const [, id] = /\/threads\/([0-9a-f]{32})/.exec(page.url());
	await page.goto(`/library/${id}/${what}`);
}

/** What was learned in a thread of one's own, on its way to the library. */
async function summing(page) {
	await openThread(page, 'What can we offer in school while a student waits');
	const [, id] = /\/threads\/([0-9a-f]{32})/.exec(page.url());
	await page.goto(`/summary/${id}`);
	await page.getByRole('checkbox', { name: m.summary_library() }).check();
	await page.getByRole('button', { name: m.summary_close() }).click();
	await page.getByRole('alert').waitFor();
}

async function shareWithProblems(page) {
	await page.goto('/library/share');
	await page.getByRole('button', { name: m.resource_share_post() }).click();
	await page.getByRole('alert').waitFor();
}

async function menuOpen(page) {
	await openThread(page, 'What can we offer in school while a student waits');
	await page.getByRole('article').nth(1).locator('[aria-haspopup="menu"]').click();
	await page.getByRole('menuitem').first().waitFor();
}

/** A reply with all that it can hold, and a link being made. */
async function writing(page) {
	await openThread(page, 'What can we offer in school while a student waits');
	const editor = page.locator('#body');
	await editor.scrollIntoViewIfNeeded();
	await page.locator('.editor').waitFor();
	await editor.press('Control+a');
	for (const tool of [m.editor_quote(), m.editor_numbers(), m.editor_bold()]) {
		await page.getByRole('button', { name: tool, exact: true }).click();
	}
	await page.keyboard.type('Words');
	await page.keyboard.press('Control+k');
	await page.keyboard.type('nowhere');
	await page.keyboard.press('Enter');
	await page.getByText(m.editor_link_wrong()).waitFor();
}

async function naming(page) {
	await openThread(page, 'What can we offer in school while a student waits');
	const editor = page.locator('#body');
	await editor.scrollIntoViewIfNeeded();
	await page.locator('.editor').waitFor();
	await editor.press('Control+a');
	await page.keyboard.type('@a');
	await page.getByRole('option', { selected: true }).waitFor();
}

async function reportOpen(page) {
	await openThread(page, 'What can we offer in school while a student waits');
	await choose(page, 'From outside school: ask the family', m.post_report());
	await page.getByRole('dialog').waitFor();
}

async function personOpen(page) {
	await openThread(page, 'What can we offer in school while a student waits');
	await page.getByRole('article').nth(1).getByRole('button').first().click();
	await page.getByText(/^Member since /).waitFor();
}

async function deskDeciding(page) {
	await page.goto('/desk');
	await page
		.getByRole('button', { name: /^Decline / })
		.first()
		.click();
	await page.getByLabel(m.reason(), { exact: true }).waitFor();
}

async function deskRenaming(page) {
	await page.goto('/desk/organisations');
	await page.getByRole('button', { name: m.desk_rename() }).first().click();
	await page.getByRole('dialog').waitFor();
}

/** What a post says whose reports are long answered. */
async function deskRestoring(page) {
	await page.goto('/desk/audit');
	await page.getByRole('button', { name: m.post_restore() }).first().click();
	await page.getByRole('region', { name: m.post_restore_words() }).waitFor();
}

/** Presses Tab until the focus is on what the selector names. */
async function tabTo(page, selector) {
	const wanted = page.locator(selector);
	for (let press = 0; press < 120; press += 1) {
		await page.keyboard.press('Tab');
		const there = await wanted.evaluateAll((all) => all.includes(document.activeElement));
		if (there) return;
	}
	throw new Error(`Tab never reached ${selector}: the focus is on ${await focused(page)}`);
}
