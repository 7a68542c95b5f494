import { error } from '@sveltejs/kit';
import { request } from '#lib/graphql/request.ts';
import { QueueDocument } from '#lib/graphql/types.ts';
import { FIRST, showCounts } from '#lib/desk/queue.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const { coordination } = await request(QueueDocument, FIRST);
	if (coordination === null) error(404, 'not found');
	showCounts(coordination.queue);
	const { queue, restores, digest } = coordination;
	return { queue, restores, digestWaits: digest?.mayHaveGone ?? false };
};
