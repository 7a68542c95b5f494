import { libraryTopics } from '#lib/resource/library.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const topics = await libraryTopics();
	return { topics, about: topics.find(({ slug }) => slug === url.searchParams.get('topic')) };
};
