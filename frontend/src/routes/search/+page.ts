import { error } from '@sveltejs/kit';
import { memberName } from '#lib/member/memberName.ts';
import { rememberSearch } from '#lib/search/recent.ts';
import { searchChoiceOf } from '#lib/search/searchChoice.ts';
import { searchPage } from '#lib/search/searchPage.ts';
import { threadFilters } from '#lib/thread/listPages.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	// What was looked for is remembered for a member.
	await session.ready();
	const choice = searchChoiceOf(url.searchParams);
	if (choice.q === '')
		return { choice, results: null, topics: [], from: null, asked: { text: '' } };
	rememberSearch(choice.q);
	const member = choice.from === '' ? null : `member:${choice.from}`;
	const [{ topics }, from] = await Promise.all([
		threadFilters(session.viewer?.member.id ?? ''),
		member === null ? null : memberName(member)
	]);
	const topic = topics.find(({ slug }) => slug === choice.topic);
	if (choice.topic !== '' && !topic) error(404, 'no such topic');
	if (member !== null && from === null) error(404, 'no such member');
	const asked = {
		text: choice.q,
		filter: {
			kinds: choice.kind === '' ? null : [choice.kind],
			topic: topic?.id ?? null,
			from: member,
			unanswered: choice.unanswered
		}
	};
	return { choice, results: await searchPage(asked), topics, from, asked };
};
