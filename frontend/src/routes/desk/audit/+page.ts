import { error } from '@sveltejs/kit';
import { isAct } from '#lib/desk/acts.ts';
import { auditPage } from '#lib/desk/audit.ts';
import type { Act } from '#lib/graphql/types.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const asked = url.searchParams.get('act')?.toUpperCase() ?? '';
	const act: Act | '' = isAct(asked) ? asked : '';
	const audit = await auditPage(act);
	if (audit === null) error(404, 'not found');
	return { act, audit };
};
