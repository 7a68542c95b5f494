import { error } from '@sveltejs/kit';
import { NO_COLLECTION } from '#lib/collection/collectionDraft.ts';
import { CollectionsDocument } from '#lib/collection/collections.graphql.ts';
import { request } from '#lib/graphql/request.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';
import type { PageLoad } from './$types';

/** A new one comes last. */
export const load: PageLoad = async () => {
	await session.ready();
	if (session.known && !session.isCoordinator) error(404, 'not found');
	const { collections } = await request(CollectionsDocument);
	return { begun: { ...NO_COLLECTION, after: collections.at(-1)?.id ?? '' }, others: collections };
};
