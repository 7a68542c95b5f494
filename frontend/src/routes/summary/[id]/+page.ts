import { error } from '@sveltejs/kit';
import { request } from '#lib/graphql/request.ts';
import { ToSummariseDocument } from '#lib/summary/toSummarise.graphql.ts';
import { threadIdOf } from '#lib/thread/address.ts';
import type { EntryGenerator, PageLoad } from './$types';

/** One page for all of them; the server finds it by the route's name. */
export const entries: EntryGenerator = () => [{ id: '[id]' }];

export const load: PageLoad = async ({ params }) => {
	const id = threadIdOf(params.id);
	if (id === null) error(404, 'no such thread');
	const { thread } = await request(ToSummariseDocument, { id });
	if (thread === null) error(404, 'no such thread');
	return { thread };
};
