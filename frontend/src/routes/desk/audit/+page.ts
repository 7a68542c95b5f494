import { error } from '@sveltejs/kit';
import { auditPage } from '#lib/desk/audit.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const act = url.searchParams.get('act') ?? '';
	const audit = await auditPage(act);
	if (audit === null) error(404, 'not found');
	return { act, audit };
};
