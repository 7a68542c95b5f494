import { error } from '@sveltejs/kit';
import { request } from '#lib/graphql/request.ts';
import { QueueDocument } from '#lib/desk/queue.graphql.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const { desk } = await request(QueueDocument);
	if (desk === null) error(404, 'not found');
	session.showWaiting(desk.queue.counts);
	const { queue, restores, digest } = desk;
	return { queue, restores, digestWaits: digest?.mayHaveGone ?? false };
};
