import { CollectionsDocument } from '#lib/collection/collections.graphql.ts';
import { CollectionsPutAwayDocument } from '#lib/collection/collectionsPutAway.graphql.ts';
import { request } from '#lib/graphql/request.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	await session.ready();
	const [{ collections }, away] = await Promise.all([
		request(CollectionsDocument),
		session.isCoordinator ? request(CollectionsPutAwayDocument) : null
	]);
	return { collections, away: away?.collections ?? [] };
};
