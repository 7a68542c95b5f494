import { error } from '@sveltejs/kit';
import { navigating } from '$app/state';
import { choiceOf, filterOf, listAddress, memberOf } from '#lib/thread/listChoice.ts';
import { memberName } from '#lib/member/memberName.ts';
import { rememberedList, threadFilters, threadsPage } from '#lib/thread/listPages.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	// "Yours" is asked for by the member's own id.
	await session.ready();
	const choice = choiceOf(url.searchParams);
	const me = session.viewer?.member.id ?? '';
	const asked = threadFilters(me);
	const remembered = navigating.type === 'popstate' ? rememberedList(listAddress(choice)) : null;
	// Only a topic or sector has to be looked up before the list can be asked for.
	const early =
		choice.topic === '' && choice.sector === '' && !remembered
			? threadsPage(filterOf(choice, { topics: [], sectors: [] }, me) ?? {}, choice.order)
			: null;
	const author = choice.by === '' ? undefined : memberName(memberOf(choice));
	const [filters, first, by] = await Promise.all([asked, early, author]);
	const filter = filterOf(choice, filters, me);
	if (filter === null) error(404, 'no such topic or sector');
	if (by === null) error(404, 'no such member');
	return {
		choice,
		filters,
		by,
		filter,
		threads: remembered ?? first ?? (await threadsPage(filter, choice.order))
	};
};
