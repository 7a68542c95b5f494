// What each kind of notification, and each outcome, says.
import type {
	MarkNotificationsReadStatus,
	NotificationKind,
	ReportOutcome
} from '#lib/graphql/types.ts';
import type { MessageKey } from '#lib/message.ts';

export const NOTIFICATION = {
	REPLY: 'notification.reply',
	FOLLOWED_REPLY: 'notification.followedReply',
	HELPED: 'notification.helped',
	APPLICATION_APPROVED: 'notification.approved',
	POST_HIDDEN: 'notification.hidden',
	POST_RESTORED: 'notification.restored',
	THREAD_LOCKED: 'notification.locked',
	REPORT_RESOLVED: 'notification.resolved'
	// NotificationRow fills in the {actor}.
} satisfies Record<NotificationKind, MessageKey>;

export const REPORT_OUTCOME = {
	ACTED: 'notification.reportActed',
	NO_ACTION: 'notification.reportNoAction'
} satisfies Record<ReportOutcome, MessageKey>;

export const MARK_READ = {
	SAVED: 'notification.allRead'
} satisfies Record<MarkNotificationsReadStatus, MessageKey>;
