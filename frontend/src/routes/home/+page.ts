import { redirect } from '@sveltejs/kit';
import { request } from '#lib/graphql/request.ts';
import { HomeDocument } from '#lib/thread/home.graphql.ts';
import type { PageLoad } from './$types';

const WEEK_MS = 7 * 24 * 60 * 60_000;

export const load: PageLoad = async () => {
	const { viewer } = await request(HomeDocument);
	if (viewer === null) redirect(307, '/sign-in?next=/home');
	const isNew = Date.now() - Date.parse(viewer.member.joinedAt ?? '') < WEEK_MS;
	// Before anything is drawn: what is below it would move.
	const first = isNew ? await import('#lib/thread/firstWeek.ts') : null;
	return { home: viewer.home, first: (await first?.firstWeek()) ?? null };
};
