import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hold } from './draftLock.ts';

type Granted = (lock: object | null) => unknown;

/** One lock, as browsers give it to the tabs in turn. */
function lockOfTabs() {
	let isHeld = false;
	const waiting: (() => void)[] = [];
	const give = async (granted: Granted): Promise<void> => {
		isHeld = true;
		await granted({});
		isHeld = false;
		waiting.shift()?.();
	};
	const request = (
		_: string,
		options: { ifAvailable?: boolean; signal?: AbortSignal },
		granted: Granted
	) => {
		if (!isHeld) return give(granted);
		if (options.ifAvailable) return Promise.resolve(granted(null));
		return new Promise<void>((resolve, reject) => {
			const turn = () => void give(granted).then(resolve);
			waiting.push(turn);
			options.signal?.addEventListener('abort', () => {
				if (waiting.includes(turn)) waiting.splice(waiting.indexOf(turn), 1);
				reject(new DOMException('left', 'AbortError'));
			});
		});
	};
	return { request } as unknown as LockManager;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a draft that is open in one tab is taken for the next, until the first is closed', async () => {
	const locks = lockOfTabs();
	const first = hold('draft', locks);
	const second = hold('draft', locks);
	await settled();
	assert.deepEqual([first.isTaken, second.isTaken], [false, true]);
	first.release();
	await settled();
	assert.equal(second.isTaken, false);
});

test('a tab that goes away before its turn is left out', async () => {
	const locks = lockOfTabs();
	const first = hold('draft', locks);
	const second = hold('draft', locks);
	const third = hold('draft', locks);
	await settled();
	second.release();
	first.release();
	await settled();
	assert.equal(third.isTaken, false);
});

test('without locks nothing is taken', async () => {
	const alone = hold('draft', undefined as unknown as LockManager);
	await settled();
	assert.equal(alone.isTaken, false);
	alone.release();
});
