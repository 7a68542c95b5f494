import '#lib/testing/svelte.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestFailure } from '#lib/graphql/request.ts';
import type { Page } from './pagedList.svelte.ts';

const { PagedList } = await import('./pagedList.svelte.ts');

interface Item {
	id: string;
	word?: string;
}

function page(ids: string, next: string | null = null): Page<Item> {
	const nodes = [...ids].map((id) => ({ id }));
	return { nodes, pageInfo: { hasNextPage: next !== null, endCursor: next ?? ids.at(-1) ?? null } };
}

const shown = (list: { items: readonly Item[] }) => list.items.map(({ id }) => id).join('');

test('a list grows page by page to its end', async () => {
	const asked: string[] = [];
	const list = new PagedList(page('ab', 'b'), (after) => {
		asked.push(after);
		return Promise.resolve(after === 'b' ? page('cd', 'd') : page('e'));
	});
	await list.loadMore();
	assert.deepEqual([shown(list), list.cursor, list.added], ['abcd', 'd', 2]);
	await list.loadMore();
	assert.deepEqual([shown(list), list.cursor, list.end, list.added], ['abcde', null, 'e', 1]);
	await list.loadMore();
	assert.deepEqual(asked, ['b', 'd'], 'nothing is asked for beyond the end');
});

test('who asks while a page is on its way waits for that one', async () => {
	let arrive: (page: Page<Item>) => void = () => {};
	let asked = 0;
	const list = new PagedList(page('a', 'a'), () => {
		asked += 1;
		return new Promise((resolve) => (arrive = resolve));
	});
	const both = [list.loadMore(), list.loadMore()];
	assert.equal(list.busy, true);
	arrive(page('b'));
	await Promise.all(both);
	assert.deepEqual([asked, shown(list), list.busy], [1, 'ab', false]);
});

test('what moved while the list was read is not shown twice', async () => {
	const list = new PagedList(page('abc', 'c'), () => Promise.resolve(page('bcd')));
	await list.loadMore();
	assert.deepEqual([shown(list), list.added], ['abcd', 1]);
});

test('a page that did not come can be asked for again', async () => {
	let fails = true;
	const list = new PagedList(page('a', 'a'), () =>
		fails ? Promise.reject(new RequestFailure('offline')) : Promise.resolve(page('b'))
	);
	await list.loadMore();
	assert.deepEqual([list.failure?.kind, list.busy, list.cursor], ['offline', false, 'a']);
	fails = false;
	await list.loadMore();
	assert.deepEqual([list.failure, shown(list)], [null, 'ab']);
});

test('a fault is no failed request', async () => {
	const list = new PagedList(page('a', 'a'), () => Promise.reject(new TypeError('ours')));
	await assert.rejects(list.loadMore(), TypeError);
	assert.equal(list.busy, false);
});

test('what has come since stands first; a whole page of it starts the list afresh', () => {
	const list = new PagedList(page('cd', 'd'), () => Promise.resolve(page('')));
	list.renew(page('bc', 'c'));
	assert.deepEqual([shown(list), list.cursor], ['bcd', 'd']);
	list.renew(page('xy', 'y'));
	assert.deepEqual([shown(list), list.cursor], ['xy', 'y']);
	list.renew(page('w'));
	assert.equal(shown(list), 'wxy', 'all of what there is: nothing can be between');
});

test('one item changes, the others stay', () => {
	const list = new PagedList<Item>(page('ab'), () => Promise.resolve(page('')));
	list.change('b', { word: 'new' });
	assert.deepEqual(list.items, [{ id: 'a' }, { id: 'b', word: 'new' }]);
});
