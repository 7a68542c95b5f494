// Fetching notifications, and marking them read.
import { request, RequestFailure } from '#lib/graphql/request.ts';
import { MarkNotificationsReadDocument } from './markNotificationsRead.graphql.ts';
import { NotificationsDocument, type NotificationsQuery } from './notifications.graphql.ts';
import type { Page } from '#lib/ui/pagedList.svelte.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';

export type Notification = NonNullable<
	NotificationsQuery['viewer']
>['notifications']['nodes'][number];

export async function notificationsPage(after: string): Promise<Page<Notification>> {
	const { viewer } = await request(NotificationsDocument, { after });
	if (viewer === null) throw new RequestFailure('signedOut');
	return viewer.notifications;
}

/** Marks these read, or all of them when none are named. */
export async function markRead(notifications: string[] | null) {
	const answer = await request(MarkNotificationsReadDocument, { input: { notifications } });
	session.unreadCount = answer.markNotificationsRead.unreadCount;
	return answer.markNotificationsRead;
}

/** On the way to what it is about: nobody waits, and the next visit tells again if it failed. */
export function markOpened(id: string): void {
	markRead([id]).catch((error: unknown) => {
		if (!(error instanceof RequestFailure)) throw error;
	});
}
