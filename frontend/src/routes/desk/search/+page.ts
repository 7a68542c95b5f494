import { error } from '@sveltejs/kit';
import { SearchWordsDocument } from '#lib/desk/searchWords.graphql.ts';
import { request } from '#lib/graphql/request.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent }) => {
	// For the co-ordinator alone, as the layout finds out.
	await parent();
	const { desk } = await request(SearchWordsDocument);
	if (desk === null) error(404);
	return desk;
};
