import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poll } from './poll.ts';

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const browser = new EventTarget();
const line = { onLine: true };
Object.defineProperties(globalThis, {
	document: { value: page },
	navigator: { value: line },
	addEventListener: { value: browser.addEventListener.bind(browser) },
	removeEventListener: { value: browser.removeEventListener.bind(browser) }
});

const settle = async () => {
	for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

test('it asks less and less often, and soon again after something came', async ({ mock }) => {
	mock.timers.enable({ apis: ['setTimeout', 'Date'] });
	let asked = 0;
	let came = false;
	const stop = poll(() => {
		asked += 1;
		return Promise.resolve(came);
	});
	const after = async (ms: number) => {
		mock.timers.tick(ms);
		await settle();
		return asked;
	};
	assert.equal(await after(29_999), 0);
	assert.equal(await after(1), 1);
	assert.equal(await after(44_999), 1);
	came = true;
	assert.equal(await after(1), 2);
	came = false;
	assert.equal(await after(30_000), 3);
	for (let turn = 0; turn < 12; turn += 1) await after(300_000);
	const before = asked;
	assert.equal(await after(299_999), before);
	assert.equal(await after(1), before + 1);
	stop();
	assert.equal(await after(3_600_000), before + 1);
});

test('it does not ask while nobody looks or the line is gone, and at once when that is over', async ({
	mock
}) => {
	mock.timers.enable({ apis: ['setTimeout', 'Date'] });
	let asked = 0;
	const stop = poll(() => {
		asked += 1;
		return Promise.resolve(false);
	});
	const after = async (ms: number) => {
		mock.timers.tick(ms);
		await settle();
		return asked;
	};
	page.visibilityState = 'hidden';
	page.dispatchEvent(new Event('visibilitychange'));
	assert.equal(await after(600_000), 0);
	page.visibilityState = 'visible';
	page.dispatchEvent(new Event('visibilitychange'));
	assert.equal(await after(0), 1);
	line.onLine = false;
	browser.dispatchEvent(new Event('offline'));
	assert.equal(await after(600_000), 1);
	line.onLine = true;
	browser.dispatchEvent(new Event('online'));
	assert.equal(await after(0), 2);
	stop();
});
