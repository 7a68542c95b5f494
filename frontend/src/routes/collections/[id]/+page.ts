import { error } from '@sveltejs/kit';
import { collectionIdOf } from '#lib/collection/address.ts';
import { CollectionDocument } from '#lib/collection/collection.graphql.ts';
import { request } from '#lib/graphql/request.ts';
import type { EntryGenerator, PageLoad } from './$types';

/** One page for all of them; the server finds it by the route's name. */
export const entries: EntryGenerator = () => [{ id: '[id]' }];

export const load: PageLoad = async ({ params }) => {
	const id = collectionIdOf(params.id);
	if (id === null) error(404, 'no such collection');
	const { collection } = await request(CollectionDocument, { id });
	if (!collection) error(404, 'no such collection');
	return { collection };
};
