// What each kind of notification, and each outcome, says.
import type {
	MarkNotificationsReadStatus,
	NotificationKind,
	ReportOutcome
} from '#lib/graphql/types.ts';
import { m } from '#messages';

export const NOTIFICATION = {
	REPLY: m.notification_reply,
	FOLLOWED_REPLY: m.notification_followed_reply,
	MENTIONED: m.notification_mentioned,
	HELPED: m.notification_helped,
	SUMMARISED: m.notification_summarised,
	APPLICATION_APPROVED: m.notification_approved,
	POST_HIDDEN: m.notification_hidden,
	POST_RESTORED: m.notification_restored,
	THREAD_LOCKED: m.notification_locked,
	REPORT_RESOLVED: m.notification_resolved,
	RESOURCE_SHARED: m.notification_resource_shared,
	REVIEW_DUE: m.notification_review_due,
	LINK_BROKEN: m.notification_link_broken,
	RESOURCE_HANDED_ON: m.notification_handed_on,
	RESOURCE_RETIRED: m.notification_retired,
	NEW_VERSION: m.notification_new_version
	// NotificationRow fills in the {actor}.
} satisfies Record<NotificationKind, (by: { actor: string }) => string>;

export const REPORT_OUTCOME = {
	ACTED: m.notification_report_acted,
	NO_ACTION: m.notification_report_no_action
} satisfies Record<ReportOutcome, () => string>;

export const MARK_READ = {
	SAVED: m.notification_all_read
} satisfies Record<MarkNotificationsReadStatus, () => string>;
