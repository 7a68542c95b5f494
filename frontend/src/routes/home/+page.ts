import { redirect } from '@sveltejs/kit';
import { request } from '#lib/graphql/request.ts';
import { HomeDocument } from '#lib/thread/home.graphql.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const { viewer } = await request(HomeDocument);
	if (viewer === null) redirect(307, '/sign-in?next=/home');
	return { home: viewer.home };
};
