import { error } from '@sveltejs/kit';
import { CollectionsDocument } from '#lib/collection/collections.graphql.ts';
import { request } from '#lib/graphql/request.ts';
import { choiceOf, filterOf, firstLibraryPage, libraryTopics } from '#lib/resource/library.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	// "Kept by you" is asked for by the member's own id.
	await session.ready();
	const choice = choiceOf(url.searchParams);
	const me = session.viewer?.member.id ?? '';
	const asked = libraryTopics();
	// Only a topic has to be looked up before the list can be asked for.
	const filter = filterOf(choice, choice.topic === '' ? [] : await asked, me);
	if (filter === null) error(404, 'no such topic');
	const [topics, { resources, resourceFacets }, { collections }] = await Promise.all([
		asked,
		firstLibraryPage(filter, choice.order),
		request(CollectionsDocument)
	]);
	return { choice, filter, topics, counts: resourceFacets, resources, collections };
};
