import { redirect } from '@sveltejs/kit';
import { request } from '#lib/graphql/request.ts';
import { NotificationsDocument } from '#lib/notification/notifications.graphql.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
	const { viewer } = await request(NotificationsDocument, { after: null });
	if (viewer === null) redirect(307, '/sign-in?next=/notifications');
	session.unreadCount = viewer.unreadCount;
	return { notifications: viewer.notifications };
};
