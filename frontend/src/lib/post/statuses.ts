// What each outcome says about a post.
import type {
	EditPostStatus,
	HidePostStatus,
	ReactStatus,
	Reaction,
	ReportReason,
	ReportStatus,
	RestorePostStatus,
	WithdrawPostStatus
} from '#lib/graphql/types.ts';
import type { MessageKey } from '#lib/message.ts';

export const EDIT_POST = {
	SAVED: 'post.editSaved',
	INVALID: 'post.editRefused',
	CHANGED_ELSEWHERE: 'post.editChanged',
	LOCKED: 'post.editLocked',
	NOT_YOURS: 'post.editNotYours',
	NOT_FOUND: 'post.editGone'
} satisfies Record<EditPostStatus, MessageKey>;

export const WITHDRAW_POST = {
	WITHDRAWN: 'post.withdrawDone',
	CHANGED_ELSEWHERE: 'post.withdrawChanged',
	NOT_YOURS: 'post.withdrawNotYours',
	NOT_FOUND: 'post.withdrawGone'
} satisfies Record<WithdrawPostStatus, MessageKey>;

export const REACT = {
	SAVED: 'post.reactSaved',
	OWN_POST: 'post.reactOwn',
	NOT_FOUND: 'post.reactGone'
} satisfies Record<ReactStatus, MessageKey>;

export const REACTION = {
	USEFUL: 'post.useful',
	THANKS: 'post.thanks'
} satisfies Record<Reaction, MessageKey>;

export const REPORT = {
	RECEIVED: 'post.reportDone',
	ALREADY_REPORTED: 'post.reportBefore',
	INVALID: 'post.reportRefused',
	NOT_FOUND: 'post.reportGone'
} satisfies Record<ReportStatus, MessageKey>;

export const REPORT_REASON = {
	IDENTIFIES_SOMEONE: 'post.reasonIdentifies',
	METHOD_DETAIL: 'post.reasonMethod',
	UNKIND: 'post.reasonUnkind',
	WRONG_OR_UNSAFE: 'post.reasonUnsafe',
	OTHER: 'post.reasonOther'
} satisfies Record<ReportReason, MessageKey>;

export const HIDE_POST = {
	HIDDEN: 'post.hideDone',
	INVALID: 'post.hideRefused',
	ALREADY_HIDDEN: 'post.hideBefore',
	NOT_FOUND: 'post.hideGone'
} satisfies Record<HidePostStatus, MessageKey>;

export const RESTORE_POST = {
	RESTORED: 'post.restoreDone',
	INVALID: 'post.restoreRefused',
	NOT_HIDDEN: 'post.restoreBefore',
	NOT_FOUND: 'post.restoreGone'
} satisfies Record<RestorePostStatus, MessageKey>;
