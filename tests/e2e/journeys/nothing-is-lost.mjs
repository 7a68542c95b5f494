// What was accepted is there once, and what was typed is never lost.
import { answer, ask, check, choose, openThread, posted, same, written, m } from '../stage.mjs';

const drafts = (page) =>
	page.evaluate(() =>
		[localStorage, sessionStorage]
			.flatMap((storage) => Object.keys(storage))
			.filter((key) => key.startsWith('cove:draft:'))
	);

export const journeys = [
	[
		'a double click on “Post” posts once',
		async (stage) => {
			const page = await stage.person('teacher');
			const title = 'Does anyone keep a list of quiet rooms nearby?';
			await page.goto('/ask');
			await page.getByLabel(m.ask_title_label(), { exact: true }).fill(title);
			await page
				.getByLabel(m.ask_body_question())
				.fill('For a talk that should not happen in a corridor.');
			await page.getByRole('checkbox', { name: 'Community support' }).check();
			await page.getByRole('button', { name: m.ask_post() }).dblclick();
			await page.getByRole('heading', { level: 1, name: title }).waitFor();

			const words = 'We keep one on the fridge.';
			const other = await stage.person('social prescriber');
			await other.goto(page.url());
			await other.getByLabel(m.thread_your_answer()).fill(words);
			await other.getByRole('button', { name: m.thread_post_answer() }).dblclick();
			await other.getByRole('article').filter({ hasText: words }).first().waitFor();
			await other.reload();
			await other.getByRole('article').filter({ hasText: words }).first().waitFor();
			same(
				await other.getByRole('article').filter({ hasText: words }).count(),
				1,
				'posts after two clicks'
			);
			await page.goto('/threads?mine=yes');
			await page.getByRole('link', { name: title }).first().waitFor();
			same(await page.getByRole('link', { name: title }).count(), 1, 'threads after two clicks');
		}
	],
	[
		'what is chosen last is in the draft, too',
		async (stage) => {
			const page = await stage.person('teacher');
			const chooseAndReload = async (radio) => {
				await radio.check();
				await page.reload();
				return radio;
			};
			await page.goto('/ask');
			await page.getByLabel(m.ask_title_label(), { exact: true }).fill('A room for one evening');
			const call = await chooseAndReload(page.getByRole('radio', { name: m.thread_kind_call() }));
			await page.getByText(m.draft_found()).waitFor();
			check(await call.isChecked(), 'the kind is lost');
			await page.getByRole('button', { name: m.draft_delete() }).click();

			await openThread(page, 'What can we offer in school while a student waits');
			const report = () => choose(page, 'From outside school: ask the family', m.post_report());
			await report();
			const unkind = await chooseAndReload(
				page.getByRole('radio', { name: m.post_reason_unkind() })
			);
			await report();
			await unkind.waitFor();
			check(await unkind.isChecked(), 'the reason is lost');

			const visitor = await stage.visitor();
			await visitor.goto('/join');
			await visitor.getByLabel(m.join_why()).fill('To learn from others.');
			const sector = visitor.getByRole('radio').first();
			await sector.check();
			await visitor.reload();
			await sector.waitFor();
			check(await sector.isChecked(), 'the sector is lost');
		}
	],
	[
		'a draft survives a reload, and is gone after signing out',
		async (stage) => {
			const page = await stage.person('teacher');
			await page.goto('/ask');
			await page.getByLabel(m.ask_title_label(), { exact: true }).fill('Half a thought');
			await page.getByLabel(m.ask_body_question()).fill('I was typing this when the bell rang.');
			await page.getByRole('checkbox', { name: 'Language' }).check();
			await page.reload();
			await page.getByText(m.draft_found()).waitFor();
			same(
				await page.getByLabel(m.ask_title_label(), { exact: true }).inputValue(),
				'Half a thought',
				'the title'
			);
			same(
				await written(page.getByLabel(m.ask_body_question())),
				'I was typing this when the bell rang.',
				'the words'
			);
			check(
				await page.getByRole('checkbox', { name: 'Language' }).isChecked(),
				'the topic is lost'
			);

			await page.goto('/settings');
			await page.getByRole('button', { name: m.settings_sign_out(), exact: true }).click();
			const dialog = page.getByRole('dialog');
			await dialog.getByRole('heading', { name: m.sign_out_drafts({ count: 1 }) }).waitFor();
			await dialog.getByRole('button', { name: m.sign_out_delete({ count: 1 }) }).click();
			await page.waitForURL((url) => url.pathname === '/');
			same(await drafts(page), [], 'what is left in the browser');
			await page.goto('/demo');
			await page.getByRole('button', { name: 'teacher' }).click();
			await page.waitForURL('**/home');
			await page.goto('/ask');
			same(
				await page.getByLabel(m.ask_title_label(), { exact: true }).inputValue(),
				'',
				'the title after signing out'
			);
		}
	],
	[
		'a reply to a thread that was locked meanwhile is not posted and keeps its words',
		async (stage) => {
			const writer = await stage.person('teacher');
			const words = 'I was in the middle of a long answer.';
			await openThread(writer, 'How many hard conversations a week is too many?');
			await writer.getByLabel(m.thread_your_answer()).fill(words);

			const desk = await stage.person('co-ordinator');
			await desk.goto(writer.url());
			await setLocked(desk, true);

			await writer.getByRole('button', { name: m.thread_post_answer() }).click();
			await writer.getByRole('alert').getByText(m.thread_reply_locked()).waitFor();
			same(await written(writer.getByLabel(m.thread_kept_text())), words, 'the words');
			await writer.reload();
			await writer.getByText(m.thread_locked_title()).waitFor();
			same(
				await written(writer.getByLabel(m.thread_kept_text())),
				words,
				'the words after a reload'
			);

			await setLocked(desk, false);
			await writer.reload();
			same(
				await written(writer.getByLabel(m.thread_your_answer())),
				words,
				'the words after unlocking'
			);
			await writer.getByRole('button', { name: m.thread_post_answer() }).click();
			await writer.getByRole('article').filter({ hasText: words }).waitFor();
			same(await drafts(writer), [], 'drafts after posting');
		}
	],
	[
		'an edit that meets another one shows both and loses neither',
		async (stage) => {
			const page = await stage.person('teacher');
			const address = await ask(
				page,
				'What do you call your drop-in?',
				'Ours has no name yet.',
				'Community support'
			);
			const other = await stage.person('teacher');
			await other.goto(address);
			await other.getByText('Ours has no name yet.').waitFor();

			await choose(page, 'Ours has no name yet.', m.post_edit());
			await page.getByLabel(m.post_edit_label()).fill('Ours is called the Landing.');

			await choose(other, 'Ours has no name yet.', m.post_edit());
			await other.getByLabel(m.post_edit_label()).fill('Ours is called the Harbour.');
			await other.getByRole('button', { name: m.post_edit_save(), exact: true }).click();
			await posted(other, 'Ours is called the Harbour.');

			await page.getByRole('button', { name: m.post_edit_save(), exact: true }).click();
			await page.getByText(m.post_conflict_title()).waitFor();
			same(
				await written(page.getByLabel(m.post_conflict_theirs()).locator('.prose')),
				'Ours is called the Harbour.',
				'the other version'
			);
			same(
				await written(page.getByLabel(m.post_conflict_mine())),
				'Ours is called the Landing.',
				'my version'
			);
			await page.getByRole('button', { name: m.post_conflict_keep_mine() }).click();
			await posted(page, 'Ours is called the Landing.');
			await page.reload();
			await page.getByText('Ours is called the Landing.').waitFor();

			// Earlier versions are kept, and the author can read them.
			await choose(page, 'Ours is called the Landing.', m.post_revisions());
			await page.getByRole('dialog').getByText('Ours is called the Harbour.').waitFor();
			await page.getByRole('dialog').getByText('Ours has no name yet.').waitFor();
		}
	],
	[
		'a draft of an edit that is found again meets what was saved since',
		async (stage) => {
			const page = await stage.person('teacher');
			const address = await ask(
				page,
				'Where do you put the kettle?',
				'Ours stands on the sill.',
				'Community support'
			);
			await choose(page, 'Ours stands on the sill.', m.post_edit());
			await page.getByLabel(m.post_edit_label()).fill('Ours stands on the shelf.');

			const other = await stage.person('teacher');
			await other.goto(address);
			await choose(other, 'Ours stands on the sill.', m.post_edit());
			await other.getByLabel(m.post_edit_label()).fill('Ours stands on the desk.');
			await other.getByRole('button', { name: m.post_edit_save(), exact: true }).click();
			await posted(other, 'Ours stands on the desk.');

			await page.reload();
			await choose(page, 'Ours stands on the desk.', m.post_edit());
			await page.getByText(m.post_edit_restored()).waitFor();
			const save = page.getByRole('button', {
				name: m.post_edit_save(),
				exact: true
			});
			await save.click();
			await page.getByText(m.post_conflict_title()).waitFor();
			same(
				await written(page.getByLabel(m.post_conflict_theirs()).locator('.prose')),
				'Ours stands on the desk.',
				'what was saved since'
			);
			same(
				await written(page.getByLabel(m.post_conflict_mine())),
				'Ours stands on the shelf.',
				'the draft'
			);
			await page.getByRole('button', { name: m.post_conflict_keep_mine() }).click();
			await posted(page, 'Ours stands on the shelf.');
			same(await drafts(page), [], 'drafts after saving');
		}
	],
	[
		'taking back a question leaves a line and the answers',
		async (stage) => {
			const page = await stage.person('teacher');
			const title = 'Where did I leave my mug?';
			const address = await ask(
				page,
				title,
				'It is blue and has a chip.',
				'Looking after ourselves'
			);
			const other = await stage.person('social prescriber');
			await other.goto(address);
			await answer(other, 'By the kettle in the quiet room.');
			await page.reload();
			await choose(page, 'It is blue and has a chip.', m.post_withdraw());
			await page.getByRole('dialog').getByRole('button', { name: m.post_withdraw() }).click();
			await page.getByText(m.post_withdrawn()).waitFor();
			await other.reload();
			await other.getByText('By the kettle in the quiet room.').waitFor();
			await other.getByText(m.post_withdrawn()).waitFor();
			same(await other.getByText(title).count(), 0, 'titles left on the page');
			await other.goto('/threads');
			await other.getByRole('heading', { level: 1 }).waitFor();
			await other.getByRole('listitem').first().waitFor();
			same(await other.getByRole('link', { name: title }).count(), 0, 'links in the list');
		}
	],
	[
		'a session that ended meanwhile keeps the words until one is back',
		async (stage) => {
			stage.expect(/status of 401/);
			const page = await stage.person('teacher');
			const words = 'Typed before lunch, posted after it.';
			await openThread(page, 'Does anyone offer training for agency and cover staff?');
			await page.getByLabel(m.thread_your_answer()).fill(words);
			const thread = page.url();
			await page.context().clearCookies();
			await page.getByRole('button', { name: m.thread_post_answer() }).click();
			await page.getByRole('alert').getByText(m.failure_signed_out_kept()).waitFor();
			same(await written(page.getByLabel(m.thread_your_answer())), words, 'the words');

			await page.getByRole('alert').getByRole('link', { name: m.failure_sign_in_again() }).click();
			await page.waitForURL('**/sign-in**');
			await page.goto('/demo');
			await page.getByRole('button', { name: 'teacher' }).click();
			await page.waitForURL('**/home');
			await page.goto(thread);
			same(
				await written(page.getByLabel(m.thread_your_answer())),
				words,
				'the words after signing in again'
			);
			await page.getByRole('button', { name: m.thread_post_answer() }).click();
			await page.getByRole('article').filter({ hasText: words }).waitFor();
		}
	],
	[
		'a connection that fails says so, keeps the words, and posts them once when it is back',
		async (stage) => {
			stage.expect(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
			const page = await stage.person('teacher');
			const words = 'Posted from the bus, where the signal comes and goes.';
			await openThread(page, 'How do faith groups become a place that people are referred to?');
			await page.getByLabel(m.thread_your_answer()).fill(words);
			// The server gets it, and the answer is lost on the way back.
			await page.route('**/graphql', async (route) => {
				await route.fetch();
				await route.abort();
			});
			await page.getByRole('button', { name: m.thread_post_answer() }).click();
			await page.getByRole('alert').getByText(m.failure_offline()).waitFor();
			same(await written(page.getByLabel(m.thread_your_answer())), words, 'the words');
			await page.unroute('**/graphql');
			await page.getByRole('button', { name: m.thread_post_answer() }).click();
			await page.getByRole('article').filter({ hasText: words }).first().waitFor();
			await page.reload();
			await page.getByRole('article').filter({ hasText: words }).first().waitFor();
			same(
				await page.getByRole('article').filter({ hasText: words }).count(),
				1,
				'posts after a lost answer'
			);
		}
	],
	[
		'an answer that says “posted” without the post keeps the words, and posts them once',
		async (stage) => {
			const page = await stage.person('teacher');
			const words = 'Kept until it can be seen.';
			await openThread(page, 'How do faith groups become a place that people are referred to?');
			await page.getByLabel(m.thread_your_answer()).fill(words);
			await page.route('**/graphql', async (route) => {
				const response = await route.fetch();
				const json = await response.json();
				if (json.data?.reply) json.data.reply.post = null;
				await route.fulfill({ response, json });
			});
			await page.getByRole('button', { name: m.thread_post_answer() }).click();
			await page.getByRole('alert').getByText(m.failure_broken()).waitFor();
			same(await written(page.getByLabel(m.thread_your_answer())), words, 'the words');
			await page.unroute('**/graphql');
			await page.getByRole('button', { name: m.thread_post_answer() }).click();
			await page.getByRole('article').filter({ hasText: words }).first().waitFor();
			await page.reload();
			await page.getByRole('article').filter({ hasText: words }).first().waitFor();
			same(await page.getByRole('article').filter({ hasText: words }).count(), 1, 'posts');
		}
	],
	[
		'new words after a lost answer are told of the first, and can be posted as well',
		async (stage) => {
			stage.expect(/ERR_FAILED/);
			const page = await stage.person('teacher');
			await openThread(page, 'How do faith groups become a place that people are referred to?');
			const field = page.getByLabel(m.thread_your_answer());
			const post = page.getByRole('button', { name: m.thread_post_answer() });
			await field.fill('Ask who already has the key to the hall.');
			await page.route('**/graphql', async (route) => {
				await route.fetch();
				await route.abort();
			});
			await post.click();
			await page.getByRole('alert').getByText(m.failure_offline()).waitFor();
			await page.unroute('**/graphql');

			await field.fill('Ask who already makes the tea.');
			await post.click();
			await page.getByRole('alert').getByText('An earlier version of this was posted').waitFor();
			same(await written(field), 'Ask who already makes the tea.', 'the new words');
			await post.click();
			await page.getByRole('article').filter({ hasText: 'makes the tea' }).waitFor();
			await page.reload();
			await page.getByRole('article').filter({ hasText: 'makes the tea' }).waitFor();
			same(
				await page.getByRole('article').filter({ hasText: 'Ask who already' }).count(),
				2,
				'posts: the first words and the new ones'
			);
		}
	]
];

async function setLocked(desk, locked) {
	const label = locked ? m.thread_lock() : m.thread_unlock();
	await desk.getByRole('button', { name: label }).click();
	const dialog = desk.getByRole('dialog');
	await dialog
		.getByRole('button', {
			name: locked ? m.reason_for_lock_heated() : m.reason_for_unlock_calm()
		})
		.click();
	await dialog.getByRole('button', { name: label }).click();
	await dialog.waitFor({ state: 'detached' });
	await desk
		.getByRole('button', {
			name: locked ? m.thread_unlock() : m.thread_lock()
		})
		.waitFor();
}
