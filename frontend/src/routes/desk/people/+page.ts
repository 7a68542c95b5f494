import { peoplePage, searchOf } from '#lib/desk/people.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url, parent }) => {
	// For the co-ordinator alone, as the layout finds out.
	await parent();
	const search = searchOf(url.searchParams);
	return { search, people: await peoplePage(search) };
};
