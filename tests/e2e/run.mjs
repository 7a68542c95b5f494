// The browser journeys, one after the other, against the real binary.
// `npm run e2e` in frontend/; with words as arguments, only the journeys whose
// names hold one of them.
import path from 'node:path';
import { Stage, PICTURES } from './stage.mjs';
import { journeys as mainJob } from './journeys/main-job.mjs';
import { journeys as signIn } from './journeys/sign-in.mjs';
import { journeys as nothingIsLost } from './journeys/nothing-is-lost.mjs';
import { journeys as finding } from './journeys/finding.mjs';
import { journeys as library } from './journeys/library.mjs';
import { journeys as reading } from './journeys/reading.mjs';
import { journeys as files } from './journeys/files.mjs';
import { journeys as writing } from './journeys/writing.mjs';
import { journeys as twoPeople } from './journeys/two-people.mjs';
import { journeys as everyScreen } from './journeys/every-screen.mjs';
import { journeys as speed } from './journeys/speed.mjs';

/** A journey that takes longer hangs. */
const LONGEST = 180_000;

const wanted = process.argv.slice(2);
const journeys = [
	...speed,
	...signIn,
	...mainJob,
	...nothingIsLost,
	...reading,
	...finding,
	...library,
	...writing,
	...files,
	...twoPeople,
	...everyScreen
].filter(([name]) => wanted.length === 0 || wanted.some((words) => name.includes(words)));

async function within(limit, work) {
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`not done after ${limit / 1000} s`)), limit);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}

async function pictures(stage, name) {
	const pages = stage.contexts.flatMap((context) => context.pages());
	for (const [index, page] of pages.entries()) {
		const file = path.join(PICTURES, `${name.replace(/\W+/g, '-')}-${index}.png`);
		try {
			await page.screenshot({ path: file, timeout: 5_000 });
			console.log(`      ${page.url()}\n      ${file}`);
		} catch (error) {
			console.log(`      ${page.url()}: no picture: ${error.message}`);
		}
	}
}

const stage = await Stage.open();
const results = { passed: 0, failed: 0 };
console.log(`cove demo answers at ${stage.address} after ${(stage.startedIn / 1000).toFixed(1)} s`);
try {
	for (const [name, journey] of journeys) {
		const began = performance.now();
		try {
			await within(LONGEST, journey(stage));
			const complaints = stage.complaints.splice(0);
			if (complaints.length > 0) throw new Error(`pages complained:\n${complaints.join('\n')}`);
			results.passed += 1;
			console.log(`ok    ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
		} catch (error) {
			results.failed += 1;
			console.log(
				`FAIL  ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)\n      ${String(error.message).replaceAll('\n', '\n      ')}`
			);
			if (error.stack)
				console.log(
					`      ${
						error.stack
							.split('\n')
							.find((line) => line.includes('/e2e/journeys/'))
							?.trim() ?? ''
					}`
				);
			for (const complaint of stage.complaints.splice(0)) console.log(`      and: ${complaint}`);
			await pictures(stage, name);
		}
		await stage.leave();
	}
} finally {
	const code = await stage.close();
	if (code !== 0) {
		results.failed += 1;
		console.log(`FAIL  cove demo ends cleanly: it ended with ${code}\n${stage.demo.log()}`);
	}
}
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed > 0 || results.passed === 0 ? 1 : 0;
