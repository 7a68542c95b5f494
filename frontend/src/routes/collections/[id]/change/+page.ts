import { error } from '@sveltejs/kit';
import { collectionIdOf } from '#lib/collection/address.ts';
import { CollectionDocument } from '#lib/collection/collection.graphql.ts';
import { draftOf } from '#lib/collection/collectionDraft.ts';
import { CollectionsDocument } from '#lib/collection/collections.graphql.ts';
import { request } from '#lib/graphql/request.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';
import type { EntryGenerator, PageLoad } from './$types';

/** One page for all of them; the server finds it by the route's name. */
export const entries: EntryGenerator = () => [{ id: '[id]' }];

export const load: PageLoad = async ({ params }) => {
	const id = collectionIdOf(params.id);
	await session.ready();
	if (id === null || (session.known && !session.isCoordinator)) error(404, 'no such collection');
	const [{ collection }, { collections }] = await Promise.all([
		request(CollectionDocument, { id }),
		request(CollectionsDocument)
	]);
	if (!collection) error(404, 'no such collection');
	const at = collections.findIndex((other) => other.id === id);
	return {
		id,
		begun: draftOf(collection, collections[at - 1]?.id ?? ''),
		others: collections.filter((other) => other.id !== id)
	};
};
