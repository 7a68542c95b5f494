import { request } from '#lib/graphql/request.ts';
import { SettingsDocument } from '#lib/viewer/settings.graphql.ts';
import { redirect } from '@sveltejs/kit';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const { viewer, sectors, topics } = await request(SettingsDocument);
	if (viewer === null) redirect(307, '/sign-in?next=/settings');
	return { viewer, sectors, topics };
};
