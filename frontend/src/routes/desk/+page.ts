import { error } from '@sveltejs/kit';
import { request } from '#lib/graphql/request.ts';
import { QueueDocument } from '#lib/desk/queue.graphql.ts';
import { FIRST, showCounts } from '#lib/desk/queue.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const { desk } = await request(QueueDocument, FIRST);
	if (desk === null) error(404, 'not found');
	showCounts(desk.queue);
	const { queue, restores, digest } = desk;
	return { queue, restores, digestWaits: digest?.mayHaveGone ?? false };
};
