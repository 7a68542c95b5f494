// Getting in: by code, by link, by asking to join; and what is open to all.
import path from 'node:path';
import { AxeBuilder, check, focused, PICTURES, same, until, m } from '../stage.mjs';

// An address gets five mails an hour.
const BETH = 'beth.carne@kittiwake-youth-project.example';
const HANNAH = 'hannah.whitlock@thrift-point-academy.example';
const MARCUS = 'marcus.adeyemi@thrift-point-academy.example';
const SAM = 'sam.okafor@two-coves-social-prescribing.example';

export const journeys = [
	[
		'signing in with the code from the email',
		async (stage) => {
			const page = await stage.visitor();
			const { text } = await requestSignIn(stage, page, BETH);
			const code = /^\s*(\d{3}\s?\d{3})\s*$/m.exec(text)?.[1];
			check(code, `no code in:\n${text}`);

			const wrong = code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
			await page.getByLabel(m.sign_in_code()).fill(wrong);
			await page.getByRole('button', { name: m.sign_in_with_code() }).click();
			await page.getByRole('alert').getByText(m.sign_in_wrong()).waitFor();
			check((await page.title()).startsWith('Error: '), `the title is ${await page.title()}`);

			await page.getByLabel(m.sign_in_code()).fill(code);
			await page.getByRole('button', { name: m.sign_in_with_code() }).click();
			await page.waitForURL('**/home');
			await page.getByRole('heading', { name: m.home_might_help() }).waitFor();

			// Single use.
			const other = await stage.visitor();
			await other.goto('/sign-in');
			const again = await other.evaluate(
				async ([email, code]) => {
					const query =
						'mutation($i: CompleteSignInInput!) { completeSignIn(input: $i) { status } }';
					const response = await fetch('/graphql', {
						method: 'POST',
						headers: {
							'Content-Type': 'application/json',
							'X-Cove-Request': '1'
						},
						body: JSON.stringify({ query, variables: { i: { email, code } } })
					});
					return (await response.json()).data.completeSignIn.status;
				},
				[BETH, code]
			);
			check(again !== 'SIGNED_IN', 'the code worked twice');
		}
	],
	[
		'signing in with the link, after a scanner has opened it',
		async (stage) => {
			const page = await stage.visitor();
			const { text } = await requestSignIn(stage, page, BETH);
			const link = linkIn(text);
			for (const method of ['GET', 'HEAD', 'GET']) await fetch(link, { method });
			const scanner = await stage.visitor();
			await scanner.goto(link);
			await scanner.getByRole('heading', { level: 1 }).waitFor();

			// In a tab of the browser that asked for it.
			const tab = await page.context().newPage();
			await tab.goto(link);
			await tab.getByRole('button', { name: m.sign_in_confirm() }).click();
			await tab.waitForURL('**/home');
			check(!tab.url().includes('token'), 'the secret stays in the address');

			await scanner.getByRole('button', { name: m.sign_in_confirm() }).click();
			await scanner.getByText(m.sign_in_expired()).waitFor();
		}
	],
	[
		'a link to a reply leads there, by code and by link, and the tab that waits moves on',
		async (stage) => {
			const teacher = await stage.person('teacher');
			const address = await replyFarDown(teacher);

			const byCode = await stage.visitor();
			const first = await requestSignIn(stage, byCode, SAM, address);
			const code = /^\s*(\d{3}\s?\d{3})\s*$/m.exec(first.text)?.[1];
			await byCode.getByLabel(m.sign_in_code()).fill(code);
			await byCode.getByRole('button', { name: m.sign_in_with_code() }).click();
			await isInView(byCode, address);

			const waiting = await stage.visitor();
			const second = await requestSignIn(stage, waiting, SAM, address);
			const seen = [];
			const tab = await waiting.context().newPage();
			tab.on('request', (request) => seen.push(request.url()));
			await tab.goto(linkIn(second.text));
			await tab.getByRole('button', { name: m.sign_in_confirm() }).click();
			await isInView(tab, address);
			const token = /token=(\w+)/.exec(second.text)[1];
			check(
				seen.every(
					(url) => !new URL(url).search.includes(token) && !url.split('#')[0].includes(token)
				),
				'the secret is in a request line'
			);
			await isInView(waiting, address);
		}
	],
	[
		'a shared computer stays one in the tab that the link opens',
		async (stage) => {
			const waiting = await stage.visitor();
			const { text } = await requestSignIn(stage, waiting, HANNAH, '/settings', true);
			const tab = await waiting.context().newPage();
			await tab.goto(linkIn(text));
			await tab.getByRole('button', { name: m.sign_in_confirm() }).click();
			await tab.waitForURL('**/settings');
			await waiting.waitForURL('**/settings');
			for (const page of [tab, waiting]) {
				const mark = await page.evaluate(() => localStorage.getItem('cove:shared-computer'));
				same(mark, '1', 'what keeps drafts in the tab');
			}
		}
	],
	[
		'a mail that is opened in another browser is asked about once more',
		async (stage) => {
			const page = await stage.visitor();
			const { text } = await requestSignIn(stage, page, MARCUS, '/settings');
			check(/Asked for at \d+(:\d\d)?[ap]m in Chrome on Linux/.test(text), text);
			const phone = await stage.visitor({
				userAgent:
					'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
			});
			await phone.goto(linkIn(text));
			await phone.getByRole('button', { name: m.sign_in_confirm() }).click();
			await phone.getByRole('heading', { level: 1, name: m.sign_in_is_it_you() }).waitFor();
			same(await focused(phone), `h1 ${m.sign_in_is_it_you()}`, 'the focus');
			await phone.getByText(m.sign_in_here({ browser: 'Safari on iPhone' })).waitFor();
			await phone.getByText('Chrome on Linux').waitFor();
			await phone.screenshot({ path: path.join(PICTURES, 'is-it-you.png') });
			await phone.getByRole('button', { name: m.sign_in_it_is_me() }).click();
			await phone.waitForURL('**/settings');
		}
	],
	[
		'no way back leads out of Cove',
		async (stage) => {
			for (const next of ['/.//evil.example', '//evil.example', '/%5cevil.example', '/sign-in']) {
				const page = await stage.visitor();
				const { text } = await requestSignIn(
					stage,
					page,
					HANNAH,
					`/sign-in?next=${encodeURIComponent(next)}`
				);
				await page.goto(linkIn(text));
				await page.getByRole('button', { name: m.sign_in_confirm() }).click();
				await page.waitForURL('**/home');
			}
		}
	],
	[
		'an unknown address gets the same words',
		async (stage) => {
			const page = await stage.visitor();
			await page.goto('/sign-in');
			await page.getByLabel(m.sign_in_email()).fill('nobody@nowhere.example');
			await page.getByRole('button', { name: m.sign_in_send() }).click();
			await page.getByText(m.sign_in_sent_lead({ email: 'nobody@nowhere.example' })).waitFor();
			await page.getByRole('button', { name: m.sign_in_again() }).click();
			await page.getByLabel(m.sign_in_email()).fill('no at sign');
			await page.getByRole('button', { name: m.sign_in_send() }).click();
			await page.getByRole('link', { name: m.sign_in_wrong_email() }).click();
			same(await focused(page), 'input ', 'the focus after the link of the summary');
		}
	],
	[
		'asking to join, confirming the address, seeing where it stands, and hearing why not',
		async (stage) => {
			const page = await stage.visitor();
			await page.goto('/');
			await page
				.getByRole('link', { name: m.front_join() })
				.first()
				.click();
			await page.getByRole('button', { name: m.join_send() }).click();
			const summary = page.getByRole('alert');
			await summary.getByText(m.join_name_missing()).waitFor();
			await summary.getByText(m.join_rules_missing()).waitFor();

			const email = 'tilda.marsh@gull-lane.example';
			await sendRequest(page, 'Tilda Marsh', email);

			const mail = await stage.mail(email, /confirm your address/i);
			const link = /http:\/\/127\.0\.0\.1:\d+\/join\/confirm\S+/.exec(mail.text)?.[0];
			await fetch(link);
			const known = await stage.mailCount('ruth.penrose', /asks to join/i);
			await page.goto(link);
			await page.getByRole('button', { name: m.join_confirm() }).click();
			await page.waitForURL('**/join/status');
			await page.getByRole('heading', { level: 1, name: m.status_title() }).waitFor();
			await stage.mail('ruth.penrose', /asks to join/i, known);

			// An applicant sees nothing that members wrote.
			await page.goto('/threads');
			await page.waitForURL('**/join/status');

			const desk = await stage.person('co-ordinator');
			await desk.goto('/desk');
			await desk
				.getByRole('button', {
					name: m.desk_decline_name({ name: 'Tilda Marsh' })
				})
				.click();
			await desk
				.getByLabel(m.reason(), { exact: true })
				.fill('Tell us a little more about the group, and apply again.');
			await desk
				.getByRole('button', {
					name: m.desk_decline_name({ name: 'Tilda Marsh' })
				})
				.click();
			await desk.getByText(m.desk_declined({ name: 'Tilda Marsh' })).waitFor();
			const declined = await stage.mail(email, /your request to join/i);
			check(
				declined.text.includes('Tell us a little more about the group'),
				'the mail does not say why'
			);
			await page.reload();
			await page.getByText('Tell us a little more about the group').waitFor();
			// The mail leads to the form, and so does this page.
			await page.goto(/http:\S+\/join\b/.exec(declined.text)[0]);
			await page.getByRole('heading', { level: 1, name: m.join_title() }).waitFor();
			await page.goto('/join/status');
			await page.getByRole('link', { name: m.status_ask_again() }).click();
			await page.getByRole('heading', { level: 1, name: m.join_title() }).waitFor();
		}
	],
	[
		'an applicant answers a question, corrects their request, and takes it back',
		async (stage) => {
			const name = 'Oona Reef';
			const email = 'oona.reef@gull-lane.example';
			const page = await stage.visitor({
				viewport: { width: 320, height: 740 }
			});
			await page.goto('/join');
			await sendRequest(page, name, email);
			const mail = await stage.mail(email, /confirm your address/i);
			const link = /http:\/\/127\.0\.0\.1:\d+\/join\/confirm\S+/.exec(mail.text)?.[0];
			await page.goto(link);
			await page.getByRole('button', { name: m.join_confirm() }).click();
			await page.waitForURL('**/join/status');
			await page.getByRole('heading', { name: m.status_sent() }).waitFor();

			// The link once more: there is nothing wrong, and a way on.
			await page.goto('/help-now');
			await page.goto(link);
			await page.getByRole('button', { name: m.join_confirm() }).click();
			await page.getByText(m.join_confirm_signed_in()).waitFor();
			check(!(await page.title()).startsWith(m.form_error()), 'a used link is called an error');
			await page.getByRole('link', { name: m.join_confirm_status() }).click();
			await page.waitForURL('**/join/status');

			const desk = await stage.person('co-ordinator');
			await desk.goto('/desk');
			const card = desk.locator('main ul.cards > li').filter({ hasText: email });
			await card.getByRole('button', { name: m.desk_ask_name({ name }) }).click();
			await card.getByRole('button', { name: m.desk_ask_send() }).click();
			await card.getByRole('alert').getByText(m.desk_ask_missing()).waitFor();
			await card.getByLabel(m.desk_ask_label()).fill('Which allotments are these?');
			await card.getByRole('button', { name: m.desk_ask_send() }).click();
			await card.getByText(m.desk_ask_done({ name })).waitFor();
			check((await focused(desk)).startsWith('div'), `the focus is on ${await focused(desk)}`);
			await card.getByText(m.desk_answer_waits()).waitFor();
			const asked = await stage.mail(email, /a question about your request/i);
			check(asked.text.includes('Which allotments are these?'), 'the mail does not say what');

			await page.goto(/http:\S+\/join\/status\b/.exec(asked.text)[0]);
			await page.getByText('Which allotments are these?').waitFor();
			for (const colorScheme of ['light', 'dark']) {
				await page.emulateMedia({ colorScheme });
				const { violations } = await new AxeBuilder({ page }).analyze();
				same(violations.map(({ id }) => id).join(), '', `axe, ${colorScheme}`);
			}
			const wide = await page.evaluate(() => document.documentElement.scrollWidth);
			check(wide <= 320, `the page is ${wide} px wide`);
			const turn = page.getByRole('listitem').filter({ hasText: m.status_answer_next() });
			await turn.getByText(m.status_next()).waitFor();
			await page.getByRole('button', { name: m.status_answer_send() }).click();
			await page.getByRole('alert').getByText(m.status_answer_missing()).waitFor();
			await page.getByLabel(m.status_answer()).fill('Those behind the church.');
			await page.reload();
			await page.getByRole('button', { name: m.status_answer_send() }).click();
			await page.getByText(m.status_answer_done()).waitFor();

			await page.getByRole('button', { name: m.status_change() }).click();
			same(await focused(page), 'input ', 'the focus on the first field');
			await page.getByLabel(m.join_role()).fill('');
			await page.getByRole('button', { name: m.status_save() }).click();
			await page.getByRole('alert').getByText(m.join_role_missing()).waitFor();
			await page.getByLabel(m.join_role()).fill('Chair of the group');
			await page.getByRole('button', { name: m.status_save() }).click();
			await page.getByText(m.status_saved()).waitFor();
			await page.getByText('Chair of the group').waitFor();

			await desk.reload();
			await card.getByText(m.desk_answer_came()).waitFor();
			await card.getByText('Those behind the church.').waitFor();
			await card.getByText('Chair of the group').waitFor();

			await page.getByRole('button', { name: m.status_withdraw() }).click();
			const dialog = page.getByRole('dialog');
			await dialog.getByText(m.status_withdraw_how()).waitFor();
			await dialog.getByRole('button', { name: m.status_withdraw() }).click();
			await page.getByText(m.status_withdrawn()).waitFor();
			same(new URL(page.url()).pathname, '/', 'where one is led');
			// Whoever decides now hears that there is nothing to decide.
			await card.getByRole('button', { name: m.desk_approve_name({ name }) }).click();
			await card.getByRole('button', { name: m.desk_approve_role() }).click();
			await card.getByRole('button', { name: m.desk_approve_name({ name }) }).click();
			await desk.getByText(m.desk_applicant_gone({ name })).waitFor();
			await page.goto('/join/status');
			await page.waitForURL('**/sign-in?next=**');
		}
	],
	[
		'the public pages are readable without JavaScript',
		async (stage) => {
			const page = await stage.visitor({ javaScriptEnabled: false });
			for (const [path, heading] of [
				['/', m.front_title()],
				['/house-rules', m.rules_title()],
				['/help-now', m.help_title()],
				['/privacy', m.privacy_title()],
				['/accessibility', m.accessibility_title()]
			]) {
				const response = await page.goto(path);
				same(response?.status(), 200, path);
				await page.getByRole('heading', { level: 1, name: heading }).waitFor();
				check(
					(await page.locator('main').innerText()).length > 400,
					`${path} says next to nothing`
				);
				await page
					.getByRole('link', { name: m.nav_help_now() })
					.first()
					.waitFor();
			}
			await page.goto('/help-now');
			await page.getByText('999').first().waitFor();
			await page.getByText('116 123').first().waitFor();
		}
	],
	[
		'signing out everywhere ends the other browser at once',
		async (stage) => {
			const one = await stage.person('third-sector worker');
			const other = await stage.person('third-sector worker');
			await one.goto('/settings');
			const everywhere = m.settings_sign_out_everywhere();
			await one.getByRole('button', { name: everywhere }).click();
			const dialog = one.getByRole('dialog');
			await dialog.getByText(m.sign_out_everywhere_how()).waitFor();
			await dialog.getByRole('button', { name: m.sign_out_stay() }).click();
			await dialog.waitFor({ state: 'detached' });
			await one.getByRole('button', { name: everywhere }).click();
			await dialog.getByRole('button', { name: everywhere }).click();
			await one.waitForURL((url) => url.pathname === '/');
			await other
				.getByRole('link', { name: m.nav_threads(), exact: true })
				.first()
				.click();
			await until('the way back in', async () => {
				const words = await other.locator('main').innerText();
				return (
					new URL(other.url()).pathname === '/sign-in' || words.includes(m.failure_signed_out())
				);
			});
		}
	]
];

/** The link in a sign-in mail. */
function linkIn(text) {
	const link = /http:\/\/127\.0\.0\.1:\d+\/sign-in\/confirm\S+/.exec(text)?.[0];
	check(link, `no link in:\n${text}`);
	return link;
}

/** The address of the last reply of the longest thread on the first page. */
async function replyFarDown(page) {
	await page.goto('/threads');
	await page.locator('main li h2').first().waitFor();
	return page.evaluate(async () => {
		const query = '{ threads(first: 20) { nodes { id replies(first: 20) { nodes { id } } } } }';
		const response = await fetch('/graphql', {
			method: 'POST',
			headers: { 'Content-Type': 'application/json', 'X-Cove-Request': '1' },
			body: JSON.stringify({ query })
		});
		const { data } = await response.json();
		const longest = data.threads.nodes.reduce((a, b) =>
			b.replies.nodes.length > a.replies.nodes.length ? b : a
		);
		const key = (id) => id.split(':')[1];
		return `/threads/${key(longest.id)}#post-${key(longest.replies.nodes.at(-1).id)}`;
	});
}

/** Waits until the page is at the reply, and the reply on the screen. */
async function isInView(page, address) {
	const [thread, part] = address.split('#');
	await page.waitForURL((url) => url.pathname.startsWith(thread) && url.hash === `#${part}`);
	await until(`${part} in view`, () =>
		page.evaluate((id) => {
			const box = document.getElementById(id)?.getBoundingClientRect();
			return box !== undefined && box.top >= 0 && box.top < innerHeight;
		}, part)
	);
}

/** Asks for the sign-in email on the real page, on the way to an address; the mail. */
export async function requestSignIn(stage, page, email, address = '/sign-in', shared = false) {
	const known = await stage.mailCount(email, /sign in/i);
	await page.goto(address);
	await page.getByLabel(m.sign_in_email()).fill(email);
	if (shared) await page.getByLabel(m.sign_in_shared()).check();
	await page.getByRole('button', { name: m.sign_in_send() }).click();
	await page.getByRole('heading', { level: 1, name: m.sign_in_sent_title() }).waitFor();
	return stage.mail(email, /sign in/i, known);
}

/** Fills the form in and sends it. */
async function sendRequest(page, name, email) {
	await page.getByLabel(m.join_name()).fill(name);
	await page.getByLabel(m.join_email()).fill(email);
	await page.getByLabel(m.join_organisation()).fill('Gull Lane Allotments');
	await page.getByLabel(m.join_role()).fill('Volunteer');
	await page.getByRole('radio', { name: 'Third sector' }).check();
	await page
		.getByLabel(m.join_why())
		.fill('People talk to me over the beans, and I would like to answer well.');
	await page.getByLabel(m.join_rules()).check();
	await page.getByRole('button', { name: m.join_send() }).click();
	await page.getByRole('heading', { name: m.join_received() }).waitFor();
}
