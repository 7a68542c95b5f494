import { request } from '#lib/graphql/request.ts';
import { TopicChoicesDocument } from '#lib/thread/topicChoices.graphql.ts';
import { kindNamed } from '#lib/thread/listChoice.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const { topics } = await request(TopicChoicesDocument);
	// From "ask the first one" under a topic without threads.
	const about = topics.find(({ slug }) => slug === url.searchParams.get('topic'));
	// From where one is asked to say hello.
	const kind = kindNamed(url.searchParams.get('kind'));
	// From a search that found nothing.
	const title = url.searchParams.get('title') ?? undefined;
	return { topics, about, kind: kind === 'RESOURCE' ? undefined : kind, title };
};
