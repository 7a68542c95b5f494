// One browser, two members in it one after the other, and one member in two
// tabs. Nothing is posted, saved or shown as the other person, and no words of
// one tab write over those of another.
import { ask, check, openThread, same, until, written, m } from '../stage.mjs';

const WORDS = 'Half a reply, typed before the telephone rang.';
const QUESTION = 'Does anyone offer training for agency and cover staff?';

/** Every draft in the browser of a page, as text. */
const drafts = (page) =>
	page.evaluate(() =>
		[localStorage, sessionStorage].flatMap((storage) =>
			Object.keys(storage)
				.filter((key) => key.startsWith('cove:draft:'))
				.map((key) => storage.getItem(key))
		)
	);

/** Signs somebody in, in this tab; whoever was signed in before is not asked. */
async function signIn(page, what) {
	await page.goto('/demo');
	await page.getByRole('button', { name: what }).click();
	await page.waitForURL('**/home');
	await page.getByRole('heading', { name: m.home_might_help() }).waitFor();
}

/** Signs out by the settings; with drafts, after the question about them. */
async function signOut(page, count) {
	await page.goto('/settings');
	await page.getByRole('button', { name: m.settings_sign_out(), exact: true }).click();
	if (count > 0) {
		const dialog = page.getByRole('dialog');
		await dialog.getByRole('heading', { name: m.sign_out_drafts({ count }) }).waitFor();
		await dialog.getByRole('button', { name: m.sign_out_delete({ count }) }).click();
	}
	await page.waitForURL((url) => url.pathname === '/');
	await page.getByText(m.settings_signed_out()).waitFor();
}

/** All that a page holds: its words, its fields, its title. */
const held = (page) =>
	page.evaluate(
		() =>
			document.title +
			document.documentElement.outerHTML +
			[...document.querySelectorAll('input, textarea')].map(({ value }) => value).join(' ')
	);

async function holdsNothing(page, words) {
	const all = await held(page);
	for (const word of words) check(!all.includes(word), `the tab still holds “${word}”`);
}

/** A tab that hears nothing of the others, as one in an old browser. */
const deaf = () => {
	delete globalThis.BroadcastChannel;
	const { getItem } = Storage.prototype;
	Storage.prototype.getItem = function (key) {
		return key === 'cove:signed-in' ? null : getItem.call(this, key);
	};
};

export const journeys = [
	[
		'a tab shows nothing of its member once another has signed in, and nothing is posted as them',
		async (stage) => {
			const ann = await stage.person('teacher');
			const name = await nameOf(ann);
			await openThread(ann, QUESTION);
			const thread = ann.url();
			await ann.getByLabel(m.thread_your_answer()).fill(WORDS);

			const second = await ann.context().newPage();
			await signOut(second, 1);
			await ann.getByRole('heading', { name: m.over_signed_out_title() }).waitFor();
			await holdsNothing(ann, [WORDS, QUESTION, name]);
			same(await drafts(second), [], 'drafts after signing out');

			await signIn(second, 'social prescriber');
			const cas = await nameOf(second);
			await ann.bringToFront();
			await ann.evaluate(() => window.dispatchEvent(new Event('focus')));
			await ann.reload();
			// The page is loaded anew, for the one who is signed in now.
			await ann.getByRole('heading', { level: 1, name: QUESTION }).waitFor();
			same(await written(ann.getByLabel(m.thread_your_answer())), '', 'the composer of Cas');

			const third = await ann.context().newPage();
			await third.goto(thread);
			const field = third.getByLabel(m.thread_your_answer());
			await field.waitFor();
			same(await written(field), '', 'the composer in a third tab');
			same(await third.getByRole('article').filter({ hasText: WORDS }).count(), 0, 'posts');
			check(cas !== name, 'two people have one name');
		}
	],
	[
		'a tab that heard nothing can post, save and sign out for nobody else',
		async (stage) => {
			stage.expect(/status of 403/);
			const second = await stage.person('teacher');
			const name = await nameOf(second);
			await second.context().addInitScript(deaf);
			const reply = await second.context().newPage();
			// It would tell of what was read, and hear from the answer who has signed in.
			await reply.route('**/graphql', (route) =>
				route.request().postData()?.includes('mutation Mark') ? undefined : route.continue()
			);
			await openThread(reply, QUESTION);
			const thread = reply.url();
			await reply.getByLabel(m.thread_your_answer()).fill(WORDS);
			const settings = await second.context().newPage();
			await settings.goto('/settings');
			const field = settings.getByLabel(m.settings_name(), { exact: true });
			await field.fill('Ann of the old tab');
			const leaving = await second.context().newPage();
			await leaving.goto('/settings');
			await leaving.getByRole('button', { name: m.settings_sign_out(), exact: true }).waitFor();

			// Without signing out first: Ann's words stay, for Ann.
			await signIn(second, 'social prescriber');
			const cas = await nameOf(second);

			await reply.getByLabel(m.thread_your_answer()).press('End');
			await reply.getByLabel(m.thread_your_answer()).pressSequentially('x');
			await reply.getByRole('button', { name: m.thread_post_answer() }).click();
			await reply.getByRole('heading', { name: m.over_somebody_title() }).waitFor();
			await holdsNothing(reply, [WORDS, QUESTION, name]);

			await settings.getByRole('button', { name: m.settings_save() }).click();
			await settings.getByRole('heading', { name: m.over_somebody_title() }).waitFor();
			await holdsNothing(settings, ['Ann of the old tab', name]);

			await leaving.getByRole('button', { name: m.settings_sign_out(), exact: true }).click();
			const dialog = leaving.getByRole('dialog');
			await dialog.getByRole('button', { name: m.sign_out_delete({ count: 1 }) }).click();
			await leaving.getByRole('heading', { name: m.over_somebody_title() }).waitFor();

			const third = await second.context().newPage();
			await third.goto(thread);
			await third.getByLabel(m.thread_your_answer()).waitFor();
			same(await written(third.getByLabel(m.thread_your_answer())), '', 'the composer of Cas');
			same(await third.getByRole('article').filter({ hasText: WORDS }).count(), 0, 'posts');
			same(await nameOf(third), cas, 'the name of Cas');

			// The bar offers no signing in to somebody who is signed in.
			same(
				await reply.getByRole('link', { name: m.nav_sign_in(), exact: true }).count(),
				0,
				'ways to sign in'
			);

			// On as the one who is signed in, and back as the one who wrote.
			await reply.getByRole('link', { name: m.over_go_on({ name: cas }) }).click();
			await reply.getByRole('heading', { name: m.home_might_help() }).waitFor();
			await signIn(second, 'teacher');
			await second.goto(thread);
			check(
				(await written(second.getByLabel(m.thread_your_answer()))).startsWith(WORDS),
				'Ann’s words are gone'
			);
		}
	],
	[
		'whoever finds somebody else signed in can sign them out, and has their own words still',
		async (stage) => {
			// What Cas has read may be on its way when their session ends.
			stage.expect(/status of 403/);
			const ann = await stage.person('teacher');
			await openThread(ann, QUESTION);
			await ann.getByLabel(m.thread_your_answer()).fill(WORDS);
			const address = ann.url();
			const other = await ann.context().newPage();
			await signIn(other, 'social prescriber');
			const cas = await nameOf(other);
			await openThread(other, QUESTION);
			await other.getByLabel(m.thread_your_answer()).fill('Words of Cas.');

			// Their draft goes with their session, and that is said first.
			await ann.getByRole('button', { name: m.over_not_me({ name: cas }) }).click();
			await ann.getByText(m.over_their_drafts({ count: 1, name: cas })).waitFor();
			same((await drafts(other)).length, 2, 'drafts before signing out');
			await ann
				.getByRole('button', {
					name: m.over_delete_and_sign_out({ name: cas })
				})
				.click();
			await ann.waitForURL('**/sign-in?next=*');
			await other.getByRole('heading', { name: m.over_signed_out_title() }).waitFor();
			const [left, ...more] = await drafts(ann);
			check(left?.includes(WORDS) && more.length === 0, `drafts left: ${left} ${more}`);

			await signIn(ann, 'teacher');
			await ann.goto(address);
			same(await written(ann.getByLabel(m.thread_your_answer())), WORDS, 'the words of Ann');
		}
	],
	[
		'the Back button brings back no page of a member who has signed out',
		async (stage) => {
			const page = await stage.person('teacher');
			const name = await nameOf(page);
			await openThread(page, QUESTION);
			await page.goto('/settings');
			await signOut(page, 0);
			await page.goBack();
			await until(
				'a page for nobody',
				async () =>
					/sign-in/.test(page.url()) ||
					(await page.getByRole('heading', { name: m.over_signed_out_title() }).count()) > 0
			);
			await holdsNothing(page, [name, QUESTION]);
			await signIn(page, 'social prescriber');
			await page.goBack();
			await page.goBack();
			await page.waitForLoadState();
			await holdsNothing(page, [name]);
		}
	],
	[
		'two questions in two tabs: both can be had again, and posting one leaves the other',
		async (stage) => {
			const first = await stage.person('social prescriber');
			const title = (page) => page.getByLabel(m.ask_title_label(), { exact: true });
			const body = (page) => page.getByLabel(m.ask_body_question());
			await first.goto('/ask');
			await title(first).fill('Question A about the lift');
			await body(first).fill('It stops between the floors.');

			const second = await first.context().newPage();
			await second.goto('/ask');
			await second.getByText(m.draft_found()).waitFor();
			await second.getByRole('button', { name: m.draft_afresh() }).click();
			same(await title(second).inputValue(), '', 'the title after starting afresh');
			await title(second).fill('Question B about the garden');
			await body(second).fill('Who waters it in August?');
			await body(first).press('End');
			await body(first).pressSequentially('!');
			same((await drafts(first)).length, 2, 'drafts');
			await second.reload();
			same(await title(second).inputValue(), 'Question B about the garden', 'its own again');
			await first.close();
			await second.close();

			// The newest is there at once, and the other one click away.
			const again = await stage.contexts[0].newPage();
			await again.goto('/ask');
			same(await title(again).inputValue(), 'Question A about the lift', 'the newest');
			same(await written(body(again)), 'It stops between the floors.!', 'its words');
			await again
				.getByRole('button', {
					name: `${m.draft_open()}: Question B about the garden`
				})
				.click();
			same(await title(again).inputValue(), 'Question B about the garden', 'the other');
			same(await written(body(again)), 'Who waters it in August?', 'its words');

			const third = await again.context().newPage();
			await third.goto('/ask');
			same(await title(third).inputValue(), 'Question A about the lift', 'the newest again');
			await third.getByRole('checkbox', { name: 'Referral' }).check();
			await third.getByRole('button', { name: m.ask_post() }).click();
			await third.getByRole('heading', { level: 1, name: 'Question A about the lift' }).waitFor();
			const left = await drafts(third);
			same(left.length, 1, 'drafts after posting one');
			check(left[0].includes('Question B'), 'the other draft is gone');
			await again.reload();
			same(await title(again).inputValue(), 'Question B about the garden', 'the one that is left');
		}
	],
	[
		'one draft open in two tabs is posted once, and is two drafts once both go on',
		async (stage) => {
			const page = await stage.person('co-ordinator');
			const address = await ask(page, 'Who has the key to the shed?', 'It is not on its hook.');
			const one = await stage.person('social prescriber');
			const field = (tab) => tab.getByLabel(m.thread_your_answer());
			const post = (tab) => tab.getByRole('button', { name: m.thread_post_answer() });
			await one.goto(address);
			await field(one).fill('Ask at the desk.');
			const two = await one.context().newPage();
			await two.goto(address);
			same(await written(field(two)), 'Ask at the desk.', 'the draft in the second tab');
			// Written on in the second tab while it stands in the first: a copy.
			await field(two).press('End');
			await field(two).pressSequentially(' Or ask me.');
			same((await drafts(one)).length, 2, 'drafts once both are written in');
			await two.getByRole('button', { name: m.draft_delete() }).click();
			const three = await one.context().newPage();
			await three.goto(address);
			same(await written(field(three)), 'Ask at the desk.', 'the draft in the third tab');
			await post(one).click();
			await one.getByRole('article').filter({ hasText: 'Ask at the desk.' }).waitFor();
			await post(three).click();
			await three.getByRole('article').filter({ hasText: 'Ask at the desk.' }).first().waitFor();
			await one.reload();
			await one.getByRole('article').filter({ hasText: 'Ask at the desk.' }).first().waitFor();
			same(
				await one.getByRole('article').filter({ hasText: 'Ask at the desk.' }).count(),
				1,
				'posts of one draft in two tabs'
			);
			same(await drafts(one), [], 'drafts after posting');
		}
	],
	[
		'a browser that keeps nothing says so',
		async (stage) => {
			const page = await stage.person('teacher');
			await page.addInitScript(() => {
				const { setItem } = Storage.prototype;
				Storage.prototype.setItem = function (key, value) {
					if (key.startsWith('cove:draft:')) throw new DOMException('full', 'QuotaExceededError');
					return setItem.call(this, key, value);
				};
			});
			await openThread(page, QUESTION);
			await page.getByLabel(m.thread_your_answer()).fill(WORDS);
			await page.getByRole('status').getByText(m.draft_nowhere()).waitFor();
			stage.expect(/status of 401/);
			await page.context().clearCookies();
			await page.getByRole('button', { name: m.thread_post_answer() }).click();
			await page.getByRole('alert').getByText(m.failure_signed_out()).waitFor();
			same(await written(page.getByLabel(m.thread_your_answer())), WORDS, 'the words');
		}
	]
];

async function nameOf(page) {
	await page.goto('/settings');
	return page.getByLabel(m.settings_name(), { exact: true }).inputValue();
}
