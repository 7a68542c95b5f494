import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hearTabs, lastSignedIn, tellTabs } from './tabs.ts';

const items = new Map<string, string>();
const browser = {
	getItem: (key: string) => items.get(key) ?? null,
	setItem: (key: string, value: string) => void items.set(key, value)
};

const shelve = (shelf: object) =>
	Object.defineProperty(globalThis, 'localStorage', shelf as PropertyDescriptor);

test('tabs hear who signed in and that they signed out, and nothing else', async () => {
	shelve({ value: browser, configurable: true });
	const heard: unknown[] = [];
	const stop = hearTabs((member) => heard.push(member));
	const other = new BroadcastChannel('cove:signed-in');
	for (const message of ['member:a', { member: 'b' }, 7, null]) other.postMessage(message);
	while (heard.length < 2) await new Promise((resolve) => setImmediate(resolve));
	assert.deepEqual(heard, ['member:a', null]);
	other.close();
	stop();
});

test('a tab that was away finds the mark', () => {
	assert.equal(lastSignedIn(), undefined);
	tellTabs('member:a');
	assert.equal(lastSignedIn(), 'member:a');
	tellTabs(null);
	assert.equal(lastSignedIn(), null);
	hearTabs(() => {})();
});

test('without storage it is not known, and telling goes on', () => {
	shelve({
		get() {
			throw new DOMException('forbidden', 'SecurityError');
		},
		configurable: true
	});
	tellTabs('member:a');
	assert.equal(lastSignedIn(), undefined);
	hearTabs(() => {})();
});
