// The main job, end to end: ask, answer, thank, decide, hide, and the mail
// that tells of it.
import { answer, ask, check, choose, focused, openThread, same, until, m } from '../stage.mjs';

const HIDDEN_WORDS = 'I usually say which village';

export const journeys = [
	[
		'five minutes: a question is asked, answered, thanked for, and told by mail',
		async (stage) => {
			const title = 'How do you end a hard conversation kindly?';
			const helpful = 'Say what happens next, and when you will speak again.';

			const teacher = await stage.person('teacher');
			await teacher
				.getByRole('link', { name: m.nav_ask(), exact: true })
				.first()
				.click();
			await teacher
				.getByRole('heading', { name: m.ask_dont_wait() })
				.or(teacher.getByText(m.ask_dont_wait()))
				.first()
				.waitFor();
			const address = await ask(
				teacher,
				title,
				'I never know how to stop without it feeling like a door closing.'
			);

			const prescriber = await stage.person('social prescriber');
			await openThread(prescriber, title);
			const replies = await stage.mailCount('hannah.whitlock', /answer|repl/i);
			await answer(prescriber, helpful);

			const told = await stage.mail('hannah.whitlock', /answer|repl/i, replies);
			check(!told.text.includes(helpful), 'the mail holds what a member wrote');
			check(
				told.text.includes(`${stage.address}/threads/`),
				'the mail does not lead to the thread'
			);

			await teacher.goto('/home');
			await teacher.getByRole('heading', { name: m.home_answers() }).waitFor();
			await teacher.getByRole('link', { name: title }).first().click();
			await teacher.getByText(helpful).waitFor();
			const mark = teacher.getByRole('button', { name: m.thread_helped_mark() });
			await mark.click();
			const helped = teacher.getByRole('region', {
				name: m.thread_helped_which()
			});
			await helped.getByText(helpful).waitFor();
			await helped.getByText(m.thread_helped_by_you()).waitFor();
			same(await mark.getAttribute('aria-pressed'), 'true', 'the button of the answer that helped');
			await stage.mail('sam.okafor', /your answer helped/i);

			await prescriber.goto('/notifications');
			await prescriber
				.getByText(m.notification_helped({ actor: 'Hannah Whitlock' }))
				.first()
				.waitFor();

			// Changing one's mind.
			await mark.click();
			await helped.waitFor({ state: 'detached' });
			await teacher.reload();
			await mark.waitFor();
			same(await mark.getAttribute('aria-pressed'), 'false', 'the button after taking it back');
			same(new URL(teacher.url()).pathname, address, 'the address');
		}
	],
	[
		'five minutes: the co-ordinator approves an applicant and hides a post with a reason',
		async (stage) => {
			const member = await stage.person('third-sector worker');
			await openThread(member, 'How much may I write here about a family I work with?');
			await member.getByText(HIDDEN_WORDS).waitFor();

			const desk = await stage.person('co-ordinator');
			await desk.getByRole('link', { name: m.nav_desk() }).click();
			await desk.getByRole('heading', { level: 1, name: m.desk_queue() }).waitFor();
			const heading = desk.getByRole('heading', {
				level: 2,
				name: /asks? to join/
			});
			await heading.waitFor();
			const before = Number.parseInt(await heading.innerText(), 10);

			await desk
				.getByRole('button', {
					name: m.desk_approve_name({ name: 'Maya Thorne' })
				})
				.click();
			// No decision without a reason.
			await desk
				.getByRole('button', {
					name: m.desk_approve_name({ name: 'Maya Thorne' })
				})
				.click();
			await desk.getByRole('alert').getByText(m.reason_missing()).waitFor();
			await desk.getByRole('button', { name: m.desk_approve_role() }).click();
			await desk
				.getByRole('button', {
					name: m.desk_approve_name({ name: 'Maya Thorne' })
				})
				.click();
			await desk.getByText(m.desk_approved({ name: 'Maya Thorne' })).waitFor();
			await until('one applicant fewer', async () => {
				const now = await heading.innerText();
				return Number.parseInt(now, 10) === before - 1;
			});
			await stage.mail('maya.thorne', /welcome/i);

			const report = desk.getByRole('listitem').filter({ hasText: HIDDEN_WORDS });
			await report.getByRole('button', { name: m.post_hide() }).click();
			// Beside another that is open: each has its own words and its own problem.
			const next = desk.getByRole('button', { name: /^Approve / }).first();
			await next.click();
			await report.getByRole('button', { name: m.desk_hide_and_resolve() }).click();
			await report.getByRole('alert').getByRole('link').click();
			const own = report.getByLabel(m.reason(), { exact: true });
			check(
				await own.evaluate((field) => field === document.activeElement),
				'the problem leads to the reason of another decision'
			);
			await report.getByRole('button', { name: m.reason_for_hide_identifies() }).click();
			await report.getByRole('button', { name: m.desk_hide_and_resolve() }).click();
			await desk.getByText(m.desk_resolved_hidden()).waitFor();
			const told = await stage.mail('rhys.morgan', /something you wrote/i);
			check(told.text.includes(m.reason_for_hide_identifies()), 'the author is not told why');

			await desk.getByRole('link', { name: m.desk_audit() }).click();
			await desk.getByRole('heading', { level: 1, name: m.desk_audit() }).waitFor();
			await desk.getByText(m.reason_for_hide_identifies()).first().waitFor();
			await desk.getByText(m.desk_approve_role()).first().waitFor();

			await member.reload();
			await member.getByRole('heading', { level: 1 }).waitFor();
			await member.getByText('Ask about your part').waitFor();
			same(await member.getByText(HIDDEN_WORDS).count(), 0, 'posts that a member still sees');

			// Put back by whoever has read what it says.
			await desk.getByRole('button', { name: m.post_restore() }).first().click();
			const dialog = desk.getByRole('dialog');
			await dialog.getByText(HIDDEN_WORDS).waitFor();
			await dialog.getByText(m.reason_for_hide_identifies()).waitFor();
			await dialog.getByRole('button', { name: m.reason_for_restore_edited() }).click();
			await dialog.getByRole('button', { name: m.post_restore() }).click();
			const done = desk.getByRole('listitem').filter({ hasText: m.desk_act_restore_post() });
			await done.getByText(m.reason_for_restore_edited()).waitFor();
			await member.reload();
			await member.getByText(HIDDEN_WORDS).first().waitFor();
		}
	],
	[
		'the desk: what was decided is said where the card was, and nothing else moves',
		async (stage) => {
			const member = await stage.person('third-sector worker');
			await openThread(member, 'Creative groups that take people without a referral?');
			const desk = await stage.person('co-ordinator');
			for (const [width, height, act] of [
				[1280, 900, m.desk_resolve_acted()],
				[360, 740, m.desk_resolve_no_action()]
			]) {
				const note = `An invented note, read at ${width} px`;
				await member.getByRole('article').first().locator('[aria-haspopup="menu"]').click();
				await member.getByRole('menuitem', { name: m.post_report() }).click();
				const dialog = member.getByRole('dialog');
				await dialog.getByRole('radio', { name: m.post_reason_other() }).check();
				await dialog.getByLabel(m.post_report_note()).fill(note);
				await dialog.getByRole('button', { name: m.post_report_send() }).click();
				await dialog.getByText(m.post_report_done()).waitFor();
				await dialog.getByRole('button', { name: m.dialog_close() }).click();
				await dialog.waitFor({ state: 'detached' });

				await desk.setViewportSize({ width, height });
				await desk.goto('/desk');
				await desk.getByRole('heading', { level: 1, name: m.desk_queue() }).waitFor();
				const card = desk.locator('main ul.cards > li').filter({ hasText: note });
				const place = (await card.elementHandle())?.asElement();
				await card.getByRole('button', { name: act }).click();
				await card.getByLabel(m.reason(), { exact: true }).fill('Invented for a test.');
				const button = card.getByRole('button', { name: act });
				await button.scrollIntoViewIfNeeded();
				const end = () => place.evaluate((item) => item.getBoundingClientRect().bottom);
				const before = await end();
				await button.click();
				const said = await place.waitForSelector('.decided');
				check((await focused(desk)).startsWith('div'), `the focus is on ${await focused(desk)}`);
				const box = await (await said.$('p')).boundingBox();
				check(
					box.y >= 60 && box.y + box.height <= height - (width === 360 ? 62 : 0),
					`at ${width} px the words stand at ${box.y}, out of sight`
				);
				const moved = Math.abs((await end()) - before);
				check(moved <= 1, `at ${width} px what is below moved by ${moved} px`);
			}
		}
	],
	[
		'the desk: hiding from the thread closes what was reported of the post',
		async (stage) => {
			const words = 'Invented words that two people report.';
			const title = 'Creative groups that take people without a referral?';
			const desk = await stage.person('co-ordinator');
			await openThread(desk, title);
			await answer(desk, words);
			for (const who of ['teacher', 'third-sector worker']) {
				const member = await stage.person(who);
				await openThread(member, title);
				await choose(member, words, m.post_report());
				const dialog = member.getByRole('dialog');
				await dialog.getByRole('radio', { name: m.post_reason_unkind() }).check();
				await dialog.getByRole('button', { name: m.post_report_send() }).click();
				await dialog.getByText(m.post_report_done()).waitFor();
			}
			await desk.goto('/desk');
			const cards = desk.locator('main ul.cards > li').filter({ hasText: words });
			await cards.nth(1).waitFor();
			const bar = () => desk.locator('header a[href="/desk"]').innerText();
			const before = Number.parseInt(/\d+/.exec(await bar())?.[0] ?? '0', 10);

			await openThread(desk, title);
			await choose(desk, words, m.post_hide());
			const dialog = desk.getByRole('dialog');
			await dialog.getByText(m.post_hide_hint()).waitFor();
			await dialog.getByLabel(m.reason(), { exact: true }).fill('Invented for a test.');
			await dialog.getByRole('button', { name: m.post_hide() }).click();
			await dialog.waitFor({ state: 'detached' });
			await until('the count in the bar', async () => {
				const now = /\d+/.exec(await bar())?.[0] ?? '0';
				return Number.parseInt(now, 10) === before - 2;
			});
			await desk.getByRole('link', { name: m.nav_desk() }).first().click();
			await desk.getByRole('heading', { level: 1, name: m.desk_queue() }).waitFor();
			same(await cards.count(), 0, 'cards about the post that is hidden');
		}
	],
	[
		'the desk: people are a table, each with one menu',
		async (stage) => {
			const desk = await stage.person('co-ordinator');
			for (const [width, row] of [
				[1280, 'main tbody tr'],
				[360, 'main li.person']
			]) {
				await desk.setViewportSize({ width, height: 740 });
				await desk.goto('/desk/people');
				const first = desk.locator(row).filter({ hasNotText: m.desk_person_you() }).first();
				await first.waitFor();
				const called = await first.locator('bdi').first().innerText();
				const more = first.getByRole('button', {
					name: m.desk_more_name({ name: called })
				});
				same(await first.getByRole('button').count(), 1, 'the buttons of a row');
				for (const [act, paused, said] of [
					[m.desk_pause(), 1, m.desk_pause_done({ name: called })],
					[m.desk_give_back(), 0, m.desk_give_back_done({ name: called })]
				]) {
					await more.focus();
					await desk.keyboard.press('ArrowDown');
					await desk.getByRole('menuitem', { name: act }).click();
					const dialog = desk.getByRole('dialog');
					await dialog.getByLabel(m.reason(), { exact: true }).fill('Invented for a test.');
					await dialog.getByRole('button', { name: act }).click();
					await dialog.waitFor({ state: 'detached' });
					await first.getByText(said).waitFor();
					same(await first.getByText(m.desk_person_paused()).count(), paused, 'the standing');
					await until('the focus back on the menu', async () =>
						(await focused(desk)).endsWith(m.desk_more_name({ name: called }))
					);
				}
				await more.click();
				await desk.getByRole('menuitem', { name: m.desk_preview_digest() }).click();
				await desk.getByText(m.desk_preview_for({ name: called })).waitFor();
			}
		}
	],
	[
		'five minutes: Tuesday’s digest is read as it arrived',
		async (stage) => {
			const page = await stage.visitor();
			const digest = await digestOf(stage, 'hannah.whitlock');
			check(!/self-harm/i.test(digest.subject), `the subject names it: ${digest.subject}`);
			await page.goto(digest.href);
			const mail = page.frameLocator('iframe');
			await mail.getByRole('heading').first().waitFor();
			await page.getByText('as they arrived').click();
			await page.getByText(/Message-ID: <digest\..+>\s+Reply-To: .+\s+List-Id: <digest\./).waitFor();
			const links = await mail
				.getByRole('link')
				.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
			check(
				links.some((href) => href?.includes('/unsubscribe/')),
				'no way to stop it'
			);
			const thread = links.find((href) => href?.startsWith(`${stage.address}/threads/`));
			check(thread, 'no thread in it');
			check(/\/threads\/[0-9a-f]{32}(#.*)?$/.test(thread), `more than an id in ${thread}`);
			for (const href of links)
				check(
					href?.startsWith(stage.address) || href?.startsWith('tel:'),
					`a link leads away: ${href}`
				);

			const teacher = await stage.person('teacher');
			await teacher.goto(thread);
			await teacher.getByRole('heading', { level: 1 }).waitFor();
		}
	],
	[
		'stopping the digest: opening the link changes nothing, pressing stops it, and it comes back',
		async (stage) => {
			const digest = await digestOf(stage, 'sam.okafor');
			const link = /http:\/\/127\.0\.0\.1:\d+\/unsubscribe\/\S+/.exec(digest.text)?.[0];
			check(link, 'no link to stop it');
			const member = await stage.person('social prescriber');
			const isOn = async () => {
				await member.goto('/settings');
				return member.getByRole('radio', { name: m.settings_digest_weekly() }).isChecked();
			};

			// What scanners do.
			for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET']) await fetch(link, { method });
			const page = await stage.visitor({ javaScriptEnabled: false });
			await page.goto(link);
			check(await isOn(), 'opening the link stopped it');

			await page.getByRole('button').click();
			check(!(await isOn()), 'pressing did not stop it');
			await page.getByRole('button').click();
			check(await isOn(), 'it did not come back');

			// What a mail program sends: no cookie, no page, twice.
			const oneClick = {
				method: 'POST',
				body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
				redirect: 'manual'
			};
			for (const time of ['first', 'second'])
				same((await fetch(link, oneClick)).status, 200, `the ${time} click`);
			check(!(await isOn()), 'one click did not stop it');
			check(
				await member.getByRole('checkbox', { name: m.settings_replies() }).isChecked(),
				'it stopped another kind of mail as well'
			);
			await member.getByRole('radio', { name: m.settings_digest_weekly() }).check();
			await member.getByRole('button', { name: m.settings_save_emails() }).click();
			await member.getByText(m.settings_emails_saved()).waitFor();
			check(await isOn(), 'the settings did not bring it back');

			// The page is still open when the link is used: what it does not change, it
			// leaves alone.
			await fetch(link, oneClick);
			await member.getByRole('checkbox', { name: m.settings_helped() }).click();
			await member.getByRole('button', { name: m.settings_save_emails() }).click();
			await member.getByText(m.settings_emails_saved()).waitFor();
			check(!(await isOn()), 'an open page turned it on again');
		}
	],
	[
		'something that worked and a look for partners are started as a question is',
		async (stage) => {
			const page = await stage.person('third-sector worker');
			for (const [kind, title, label, post] of [
				[m.thread_kind_practice(), 'A kettle that is always on', m.ask_body_practice(), m.ask_post_practice()],
				[m.thread_kind_call(), 'Who would share a kettle?', m.ask_body_call(), m.ask_post_call()]
			]) {
				await page.goto('/ask');
				await page.getByRole('radio', { name: kind }).check();
				await page.getByLabel(m.ask_title_label(), { exact: true }).fill(title);
				await page.getByRole('button', { name: post }).click();
				// Each problem goes with its cause, and the focus stays with who types.
				const problems = page.getByRole('alert').getByRole('link');
				same(await problems.count(), 2, 'problems: no words, no topic');
				await page.getByLabel(label).fill('We have one.');
				await page.getByText(m.ask_body_missing()).first().waitFor({ state: 'detached' });
				check((await focused(page)).includes('We have one.'), `the focus is on ${await focused(page)}`);
				const boxes = page.locator('#topics input[type="checkbox"]');
				await boxes.first().check();
				await page.getByRole('alert').waitFor({ state: 'detached' });
				// That three is all is said before a fourth is chosen.
				for (const n of [1, 2]) await boxes.nth(n).check();
				await page.getByText(m.topic_full({ limit: 3 })).waitFor();
				await page.getByRole('button', { name: post }).click();
				await page.getByRole('heading', { level: 1, name: title }).waitFor();
				await page.locator('main').getByText(kind, { exact: true }).waitFor();
			}
		}
	],
	[
		'reactions, following and reporting',
		async (stage) => {
			const member = await stage.person('third-sector worker');
			await openThread(member, 'Creative groups that take people without a referral?');
			const useful = member
				.getByRole('article')
				.first()
				.getByRole('button', { name: m.post_useful() });
			const pressed = () => useful.getAttribute('aria-pressed');
			const first = await pressed();
			const flipped = first === 'true' ? 'false' : 'true';
			await Promise.all([member.waitForResponse('**/graphql'), useful.click()]);
			same(await pressed(), flipped, 'the button after a press');
			await member.reload();
			await useful.waitFor();
			same(await pressed(), flipped, 'the button after a reload');
			await Promise.all([member.waitForResponse('**/graphql'), useful.click()]);
			same(await pressed(), first, 'the button after taking it back');

			const name = new RegExp(`${m.thread_follow()}|${m.thread_following()}`);
			const follow = member.getByRole('button', { name });
			const chosen = () => follow.getAttribute('aria-pressed');
			const before = await chosen();
			await follow.click();
			await until('the other choice', async () => (await chosen()) !== before);

			await member.getByRole('article').first().locator('[aria-haspopup="menu"]').click();
			await member.getByRole('menuitem', { name: m.post_report() }).click();
			const dialog = member.getByRole('dialog');
			await dialog.getByRole('button', { name: m.post_report_send() }).click();
			await dialog.getByText(m.post_report_reason_missing()).first().waitFor();
			await dialog.getByRole('radio', { name: m.post_reason_other() }).check();
			await dialog.getByLabel(m.post_report_note()).fill('Could this go into a list for everyone?');
			await dialog.getByRole('button', { name: m.post_report_send() }).click();
			await dialog.getByText(m.post_report_done()).waitFor();
			await dialog.getByRole('button', { name: m.dialog_close() }).click();
			await dialog.waitFor({ state: 'detached' });

			const desk = await stage.person('co-ordinator');
			await desk.goto('/desk');
			const report = desk
				.getByRole('listitem')
				.filter({ hasText: 'Could this go into a list for everyone?' });
			await report.getByRole('button', { name: m.desk_resolve_no_action() }).click();
			await report
				.getByLabel(m.reason(), { exact: true })
				.fill('Good idea, I will start one.');
			await report.getByRole('button', { name: m.desk_resolve_no_action() }).click();
			await desk.getByText(m.desk_resolved()).waitFor();

			// Which thread, what came of it and why; the whole row leads there.
			await member.setViewportSize({ width: 360, height: 740 });
			await member.goto('/notifications');
			const told = member
				.getByRole('listitem')
				.filter({ hasText: m.notification_report_no_action() })
				.first();
			await told.getByText('Good idea, I will start one.').waitFor();
			const title = told.getByText('Creative groups that take people without a referral?');
			const { x, y, width, height } = await title.boundingBox();
			await member.mouse.click(x + width / 2, y + height / 2);
			await member
				.getByRole('heading', { level: 1, name: 'Creative groups that take people' })
				.waitFor();
		}
	],
	[
		'whoever has asked sees at once that it is posted and what comes next',
		async (stage) => {
			const asker = await stage.person('teacher', { viewport: { width: 360, height: 740 } });
			await ask(asker, 'Where do you keep the spare umbrellas?', 'Ours are never there.');
			const notice = asker.getByText(m.thread_posted_next());
			await notice.waitFor();
			const { y, height } = await notice.boundingBox();
			check(y >= 0 && y + height <= 740 - 62, `it ends at ${y + height} px of 740`);
			const field = asker.getByLabel(m.thread_your_reply());
			check(!(await field.isVisible()), 'the asker is asked for an answer');
			await asker.getByRole('button', { name: m.thread_write_more() }).click();
			await asker.waitForFunction(() =>
				document.activeElement?.matches('textarea, [role="textbox"]')
			);
			// What is typed is there again, and so is the place for it.
			await field.fill('We have looked behind the piano.');
			await asker.reload();
			await field.waitFor();
			check(await field.isVisible(), 'a draft is hidden');
			// Emptied, it is still the place where one writes.
			await field.fill('');
			await field.press('A');
			check(await field.isVisible(), 'the field closes while it is emptied');
			await answer(asker, 'We have looked behind the piano.');
		}
	],
	[
		'a tap beside an open menu closes it and does what it says',
		async (stage) => {
			const page = await stage.person('third-sector worker', {
				viewport: { width: 1280, height: 900 }
			});
			await openThread(page, 'Creative groups that take people without a referral?');
			const opening = page.getByRole('article').first();
			await opening.locator('[aria-haspopup="menu"]').click();
			await page.getByRole('menuitem').first().waitFor();
			await page
				.getByRole('link', { name: m.nav_threads(), exact: true })
				.first()
				.click();
			await page.getByRole('heading', { level: 1, name: m.thread_list() }).waitFor();
			check((await page.getByRole('menuitem').count()) === 0, 'the menu is still open');
		}
	],
	[
		'the demo’s screens lead back to its door and its mailbox',
		async (stage) => {
			const page = await stage.person('teacher');
			const footer = page.getByRole('contentinfo');
			await footer.getByRole('link', { name: m.demo_mailbox() }).click();
			await page.getByRole('heading', { level: 1, name: 'Mailbox' }).waitFor();
			await page.getByText('Weekly digest', { exact: true }).first().waitFor();
			const digest = await digestOf(stage, 'hannah.whitlock');
			await page.goto(digest.href);
			const frame = await page.locator('iframe').boundingBox();
			check(frame.height >= 540, `the mail's frame is ${frame.height} px high`);
			await page.locator('pre a[href*="/threads/"]').first().click();
			await page.waitForURL('**/threads/**');
			await footer.getByRole('link', { name: m.demo_people() }).click();
			await page.getByRole('button', { name: 'co-ordinator' }).waitFor();
		}
	]
];

/** The newest weekly mail of a member. */
export async function digestOf(stage, to) {
	for (const mail of (await stage.mails()).filter((mail) => mail.to.includes(to))) {
		const full = await stage.mail(
			to,
			new RegExp(`^${mail.subject.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
		);
		if (/weekly\s+digest\s+is\s+on\s+for\s+you/.test(full.text)) return full;
	}
	throw new Error(`no digest for ${to} in the mailbox`);
}
