import { error } from '@sveltejs/kit';
import { organisationsPage } from '#lib/desk/organisations.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url, parent }) => {
	// For the co-ordinator alone, as the layout finds out.
	await parent();
	const name = url.searchParams.get('name')?.trim() ?? '';
	const organisations = await organisationsPage(name);
	if (organisations === null) error(404);
	return { name, organisations };
};
