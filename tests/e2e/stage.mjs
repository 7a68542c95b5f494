// What every journey stands on: a `cove demo` of its own on a free port, a
// browser, people who sign in to it, and its mailbox. Pages are listened to
// from the first byte: whatever they complain about fails the run.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { m } from '../../frontend/src/lib/paraglide/messages.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(path.join(root, 'frontend/package.json'));
const { chromium } = require('playwright-core');
export const { AxeBuilder } = require('@axe-core/playwright');

/** The words of the screens. */
export { m };

/** Where pictures of failed journeys go. */
export const PICTURES = path.join(root, 'target/e2e');

/** How long anything may take to happen before it counts as not happening. */
const PATIENCE = 10_000;

export function check(condition, what) {
	if (!condition) throw new Error(what);
}

export function same(found, wanted, what) {
	check(
		JSON.stringify(found) === JSON.stringify(wanted),
		`${what}: ${JSON.stringify(found)} is not ${JSON.stringify(wanted)}`
	);
}

/** Looks again and again until `look` gives something; fails when it never does. */
export async function until(what, look) {
	const end = Date.now() + PATIENCE;
	for (;;) {
		const found = await look();
		if (found) return found;
		if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

function binary() {
	const file = process.env.COVE_BINARY ?? path.join(root, 'target/debug/cove');
	if (!existsSync(file)) throw new Error(`${file} is not there: run cargo build`);
	return file;
}

/** Starts `cove demo` and waits for the address that it prints. */
async function startDemo() {
	const demo = spawn(binary(), ['demo', '--listen', '127.0.0.1:0'], {
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let log = '';
	demo.stderr.on('data', (data) => (log += data));
	const ended = new Promise((resolve) => demo.once('exit', resolve));
	const lines = createInterface({ input: demo.stdout });
	const address = await new Promise((resolve, reject) => {
		lines.on('line', (line) => {
			const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
			if (found) resolve(found[0]);
		});
		void ended.then((code) => reject(new Error(`cove demo ended with ${code}:\n${log}`)));
	});
	const stop = async () => {
		demo.kill('SIGTERM');
		return ended;
	};
	return { address, stop, log: () => log };
}

export class Stage {
	/** What pages complained about, in words. */
	complaints = [];

	static async open() {
		mkdirSync(PICTURES, { recursive: true });
		const began = performance.now();
		const demo = await startDemo();
		const startedIn = performance.now() - began;
		const browser = await chromium.launch({
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		});
		return new Stage(demo, browser, startedIn);
	}

	constructor(demo, browser, startedIn) {
		this.demo = demo;
		this.browser = browser;
		this.startedIn = startedIn;
		this.address = demo.address;
		this.contexts = [];
		this.expected = [];
	}

	async close() {
		await this.leave();
		await this.browser.close();
		return this.demo.stop();
	}

	/** Closes what one journey opened. */
	async leave() {
		await Promise.all(this.contexts.splice(0).map((context) => context.close()));
		this.expected = [];
	}

	/** The journey brings this complaint about on purpose. */
	expect(pattern) {
		this.expected.push(pattern);
	}

	complain(words) {
		if (!this.expected.some((pattern) => pattern.test(words))) this.complaints.push(words);
	}

	async context(options = {}) {
		const context = await this.browser.newContext({
			baseURL: this.address,
			locale: 'en-GB',
			timezoneId: 'Europe/London',
			...options
		});
		context.setDefaultTimeout(PATIENCE);
		this.contexts.push(context);
		context.on('console', (message) => {
			if (message.type() !== 'error' && message.type() !== 'warning') return;
			this.complain(`${message.page()?.url()}: console ${message.type()}: ${message.text()}`);
		});
		context.on('weberror', (error) =>
			this.complain(`${error.page()?.url()}: ${error.error().stack}`)
		);
		context.on('request', (request) => {
			const { origin, protocol } = new URL(request.url());
			if (origin !== this.address && protocol !== 'data:' && protocol !== 'blob:') {
				this.complain(`${request.frame().url()}: asks for ${request.url()}`);
			}
		});
		return context;
	}

	/** Somebody who is not signed in. */
	async visitor(options) {
		return (await this.context(options)).newPage();
	}

	/** One of the demo's people, by what they are ("teacher"), on their home page. */
	async person(what, options) {
		const page = await this.visitor(options);
		await page.goto('/demo');
		await page.getByRole('button', { name: what }).click();
		await page.waitForURL('**/home');
		await page.getByRole('heading', { name: m.home_might_help() }).waitFor();
		return page;
	}

	/** Signs one of the demo's people in without loading a page; the context. */
	async cookieOf(what, options) {
		const context = await this.context(options);
		const door = await (await context.request.get('/demo')).text();
		const number = new RegExp(`value="(\\d+)">[^<]*${what}`).exec(door)?.[1];
		check(number !== undefined, `nobody in the demo is a ${what}`);
		await context.request.post('/demo/sign-in', {
			form: { person: number },
			maxRedirects: 0
		});
		return context;
	}

	/** Every mail that was sent, newest first, with what kind of mail it is. */
	async mails() {
		const html = await (await fetch(`${this.address}/demo/mailbox`)).text();
		const lines = html.matchAll(
			/<li>(?:<span class="kind">([^<]*)<\/span> )?<a href="(\/demo\/mailbox\/\d+)">([^<]*)<\/a>[^<]*<span[^>]*>to ([^<]*)<\/span>/g
		);
		return [...lines].map(([, kind = '', href, subject, to]) => ({
			kind,
			href,
			subject: decode(subject),
			to
		}));
	}

	/** The text of the newest mail to an address whose subject fits, once it is there. */
	async mail(to, subject, known = 0) {
		const found = await until(`a mail to ${to} about ${subject}`, async () => {
			const fitting = (await this.mails()).filter(
				(mail) => mail.to.includes(to) && subject.test(mail.subject)
			);
			return fitting.length > known ? fitting[0] : null;
		});
		const html = await (await fetch(this.address + found.href)).text();
		const text = /<pre[^>]*>([\s\S]*?)<\/pre>/.exec(html);
		check(text, `${found.href} shows no text`);
		return { ...found, text: decode(text[1].replace(/<[^>]*>/g, '')) };
	}

	/** How many mails there are to an address whose subject fits. */
	async mailCount(to, subject) {
		return (await this.mails()).filter((mail) => mail.to.includes(to) && subject.test(mail.subject))
			.length;
	}
}

function decode(html) {
	const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
	return html.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) =>
		decimal
			? String.fromCodePoint(decimal)
			: hex
				? String.fromCodePoint(parseInt(hex, 16))
				: (named[name] ?? whole)
	);
}

/** Asks a question as the member of a page; ends on the thread. */
export async function ask(page, title, body, topic = 'Referral') {
	await page.goto('/ask');
	await page.getByLabel(m.ask_title_label(), { exact: true }).fill(title);
	await page.getByLabel(m.ask_body_question()).fill(body);
	await page.getByRole('checkbox', { name: topic }).check();
	await page.getByRole('button', { name: m.ask_post() }).click();
	await page.getByRole('heading', { level: 1, name: title }).waitFor();
	return new URL(page.url()).pathname;
}

/** Posts an answer on the open thread and waits for it. */
export async function answer(page, body) {
	// Who asked does not answer, but replies.
	const named = (...words) => new RegExp(words.map((word) => word()).join('|'));
	await page.getByLabel(named(m.thread_your_answer, m.thread_your_reply)).fill(body);
	const post = named(m.thread_post_answer, m.thread_post_reply);
	await page.getByRole('button', { name: post }).click();
	await page.getByRole('article').filter({ hasText: body }).waitFor();
}

/** Asks the server as somebody who is signed in. */
export async function graphql(context, query, variables) {
	const response = await context.request.post('/graphql', {
		headers: { 'X-Cove-Request': '1' },
		data: { query, variables }
	});
	const { data, errors } = await response.json();
	check(!errors, JSON.stringify(errors));
	return data;
}

/** The words in a field, be it a plain one or the editor. */
export const written = (field) =>
	field.evaluate((element) =>
		'value' in element ? element.value : element.innerText.replace(/\n$/, '')
	);

/** Waits until words stand in a post, and not only where it is edited. */
export const posted = (page, words) =>
	page.locator('article .prose:not(.editor)').filter({ hasText: words }).first().waitFor();

/** Opens "More" of the post with these words and chooses an entry. */
export async function choose(page, words, entry) {
	const post = page.getByRole('article').filter({ hasText: words }).first();
	await post.locator('[aria-haspopup="menu"]').click();
	await page.getByRole('menuitem', { name: entry }).click();
	return post;
}

/** Finds a thread by its title in a list, further down if need be, and opens it. */
export async function openThread(page, title, list = '/threads') {
	await page.goto(list);
	const link = page.getByRole('link', { name: title }).first();
	const more = page.getByRole('button', { name: m.list_more() });
	await page.locator('main li h2').first().waitFor();
	while ((await link.count()) === 0 && (await more.count()) > 0) {
		// By key: on a busy machine the rows above may still be finding their height.
		await Promise.all([page.waitForResponse('**/graphql'), more.press('Enter')]);
		await page.waitForFunction(
			() => document.querySelector('main button[aria-busy="true"]') === null
		);
	}
	await link.click();
	await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** The element that has the focus, in a few words. */
export const focused = (page) =>
	page.evaluate(() => {
		const element = document.activeElement;
		return `${element?.tagName.toLowerCase()} ${element?.getAttribute('aria-label') ?? element?.textContent?.trim().slice(0, 80) ?? ''}`;
	});
