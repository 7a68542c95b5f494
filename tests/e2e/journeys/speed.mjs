// The budgets: what a first visit to a thread weighs, and how soon its words
// are there on a slow phone line. Measured on the bytes that travel.
import { gzipSync } from 'node:zlib';
import { check, same } from '../stage.mjs';

const TITLE = 'What can we offer in school while a student waits for an assessment?';
const WORDS = 'One named adult';

const KB = 1_000;

/** How soon the words are to be there on a slow phone. */
const SOON = 2_000;

/**
 * On a machine that is busy with something else every second is longer. There
 * the phone may take so many times as long as a quick processor on the same
 * line in the same run; on a quiet one it takes about 1.3 times as long.
 */
const BUSY = 2;

const SLOW_LINE = {
	offline: false,
	latency: 150,
	downloadThroughput: (1.6 * 1_000_000) / 8,
	uploadThroughput: (0.75 * 1_000_000) / 8
};

export const journeys = [
	[
		'a first visit to a thread keeps the budgets of weight and time',
		async (stage) => {
			const address = await addressOf(stage, TITLE);
			// Whatever else the machine does can only add: the best of five counts.
			const visits = [];
			for (let visit = 0; visit < 5; visit += 1) {
				visits.push(await firstVisit(stage, address));
				const { readable, felt } = visits.at(-1);
				if (readable <= SOON && felt <= 100) break;
			}
			const readable = Math.min(...visits.map((visit) => visit.readable));
			// The same line with a quick processor: what the phone's slowness adds
			// to it is the work that our scripts make.
			const { readable: quick } = await firstVisit(stage, address, 1);
			const felt = Math.min(...visits.map((visit) => visit.felt));
			const cls = Math.max(...visits.map((visit) => visit.cls));
			const { script, style, all, files, asked } = visits[0];
			console.log(
				`      JavaScript ${kb(script)} of 80 kB gzip, CSS ${kb(style)} of 14 kB, all ${kb(all)} of 170 kB in ${files} files; ` +
					`words after ${(readable / 1000).toFixed(2)} s of 2 s (${(quick / 1000).toFixed(2)} s with a quick processor), layout shift ${cls.toFixed(4)} of 0.02, action ${felt.toFixed(0)} of 100 ms (best of ${visits.length})`
			);
			// Asked for by the page itself, ahead of the scripts, and not once more by them.
			same(
				asked.filter((name) => name === 'Thread' || name === 'Viewer').slice(0, 2),
				['Thread', 'Viewer'],
				'what is asked first'
			);
			check(
				asked.filter((name) => name === 'Thread').length === 1,
				'the thread is asked for twice'
			);
			check(script > 0 && style > 0 && all > script, 'nothing was weighed');
			check(script <= 80 * KB, `JavaScript weighs ${kb(script)} kB`);
			check(style <= 14 * KB, `CSS weighs ${kb(style)} kB`);
			check(all <= 170 * KB, `the visit weighs ${kb(all)} kB`);
			check(
				readable <= SOON || readable <= BUSY * quick,
				`the words are there after ${readable.toFixed(0)} ms, with a quick processor after ${quick.toFixed(0)} ms`
			);
			check(cls < 0.02, `the page shifts by ${cls.toFixed(4)}`);
			check(felt <= 100, `an action is seen after ${felt.toFixed(0)} ms`);
		}
	]
];

/** A member opens a thread with nothing in the cache, on a slow phone. */
async function firstVisit(stage, address, slowness = 4) {
	const context = await stage.cookieOf('teacher', {
		viewport: { width: 360, height: 640 }
	});
	const page = await context.newPage();
	const line = await context.newCDPSession(page);
	await line.send('Network.enable');
	await line.send('Network.emulateNetworkConditions', SLOW_LINE);
	await line.send('Emulation.setCPUThrottlingRate', { rate: slowness });
	const weights = weigh(page, line);
	await page.addInitScript(() => {
		window.shifts = [];
		new PerformanceObserver((list) => {
			for (const { value, hadRecentInput } of list.getEntries())
				if (!hadRecentInput) window.shifts.push(value);
		}).observe({ type: 'layout-shift', buffered: true });
	});
	await page.goto(address, { waitUntil: 'commit' });
	const words = await page.waitForFunction(
		(wanted) =>
			document.querySelector('main')?.innerText.includes(wanted) ? performance.now() : null,
		WORDS,
		{ polling: 'raf' }
	);
	const readable = await words.jsonValue();
	await page.waitForLoadState('networkidle');
	await page.evaluate(() => document.fonts.ready);
	const shifts = await page.evaluate(() => window.shifts);
	const cls = shifts.reduce((sum, value) => sum + value, 0);
	const weight = await weights();
	// An action on the throttled phone, from the press to what is seen.
	const felt = await page.evaluate(async () => {
		const button = document.querySelector('article button[aria-pressed]');
		const before = button.getAttribute('aria-pressed');
		const start = performance.now();
		button.click();
		while (button.getAttribute('aria-pressed') === before && performance.now() - start < 2_000) {
			await new Promise(requestAnimationFrame);
		}
		return performance.now() - start;
	});

	await context.close();
	return { readable, felt, cls, ...weight };
}

const kb = (bytes) => (bytes / KB).toFixed(1);

/** Finds a thread by its title without a browser. */
async function addressOf(stage, title) {
	const context = await stage.cookieOf('teacher');
	let after = null;
	do {
		const response = await context.request.post('/graphql', {
			headers: { 'X-Cove-Request': '1' },
			data: {
				query:
					'query($after: String) { threads(first: 50, after: $after) { nodes { id slug title } pageInfo { hasNextPage endCursor } } }',
				variables: { after }
			}
		});
		const { threads } = (await response.json()).data;
		const found = threads.nodes.find((node) => node.title === title);
		if (found) return `/threads/${found.id.replace('thread:', '')}/${found.slug}`;
		after = threads.pageInfo.hasNextPage ? threads.pageInfo.endCursor : null;
	} while (after);
	throw new Error(`there is no thread “${title}”`);
}

/** Collects what travels; ask it when the page is done. */
function weigh(page, line) {
	const bodies = [];
	const asked = [];
	let all = 0;
	let files = 0;
	line.on('Network.loadingFinished', ({ encodedDataLength }) => {
		all += encodedDataLength;
		files += 1;
	});
	page.on('request', (request) => {
		const operation = /(?:query|mutation) (\w+)/.exec(request.postData() ?? '');
		if (operation) asked.push(operation[1]);
	});
	page.on('response', (response) => {
		const kind = response.request().resourceType();
		if (kind === 'script' || kind === 'stylesheet')
			bodies.push(response.body().then((body) => ({ kind, size: gzipSync(body).length })));
	});
	return async () => {
		const sizes = await Promise.all(bodies);
		const sum = (kind) =>
			sizes.filter((file) => file.kind === kind).reduce((total, { size }) => total + size, 0);
		return { script: sum('script'), style: sum('stylesheet'), all, files, asked };
	};
}
