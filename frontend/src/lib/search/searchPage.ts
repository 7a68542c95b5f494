// Fetching what was found.
import { request } from '#lib/graphql/request.ts';
import { collectionAddress } from '#lib/collection/address.ts';
import { keyOf, threadAddress } from '#lib/thread/address.ts';
import { listAddress } from '#lib/thread/listChoice.ts';
import type { Page } from '#lib/ui/pagedList.svelte.ts';
import { SearchDocument, type SearchQuery, type SearchQueryVariables } from './search.graphql.ts';

type Found = SearchQuery['search'];
export type Hit = Found['nodes'][number] & { id: string };

/** What was found, and what is known of the search as a whole. */
export interface Results extends Page<Hit>, Omit<Found, 'nodes' | 'pageInfo'> {}

interface Linked {
	thread: { id: string; slug: string } | null;
	post: { id: string } | null;
	collection: { id: string } | null;
	member: { id: string } | null;
}

/** What a hit is of. */
export const subjectOf = ({ thread, post, collection, member }: Linked): string =>
	(member ?? collection ?? post ?? thread)?.id ?? '';

/** Where it leads: of a member, to what they started. */
export function hitAddress({ thread, post, collection, member }: Linked): string {
	if (collection) return collectionAddress(collection);
	if (member) return listAddress({ by: keyOf(member.id) });
	return thread ? threadAddress(thread, post?.id) : '/search';
}

export async function searchPage(variables: SearchQueryVariables): Promise<Results> {
	const { search } = await request(SearchDocument, variables);
	return { ...search, nodes: search.nodes.map((hit) => ({ ...hit, id: subjectOf(hit) })) };
}
