// What each outcome says about a post.
import type {
	DecisionStatus,
	EditPostStatus,
	ReportReason,
	ReportStatus,
	WithdrawPostStatus
} from '#lib/graphql/types.ts';
import { m } from '#messages';

export const EDIT_POST = {
	SAVED: m.post_edit_saved,
	INVALID: m.post_edit_refused,
	CHANGED_ELSEWHERE: m.post_edit_changed,
	LOCKED: m.post_edit_locked,
	NOT_YOURS: m.post_edit_not_yours,
	NOT_FOUND: m.post_edit_gone
} satisfies Record<EditPostStatus, () => string>;

export const WITHDRAW_POST = {
	WITHDRAWN: m.post_withdraw_done,
	CHANGED_ELSEWHERE: m.post_withdraw_changed,
	NOT_YOURS: m.post_withdraw_not_yours,
	NOT_FOUND: m.post_withdraw_gone
} satisfies Record<WithdrawPostStatus, () => string>;

export const REPORT = {
	RECEIVED: m.post_report_done,
	ALREADY_REPORTED: m.post_report_before,
	INVALID: m.post_report_refused,
	NOT_FOUND: m.post_report_gone
} satisfies Record<ReportStatus, () => string>;

export const REPORT_REASON = {
	IDENTIFIES_SOMEONE: m.post_reason_identifies,
	METHOD_DETAIL: m.post_reason_method,
	UNKIND: m.post_reason_unkind,
	WRONG_OR_UNSAFE: m.post_reason_unsafe,
	OTHER: m.post_reason_other
} satisfies Record<ReportReason, () => string>;

export const HIDE_POST = {
	DONE: m.post_hide_done,
	INVALID: m.post_hide_refused,
	ALREADY: m.post_hide_before,
	NOT_FOUND: m.post_hide_gone
} satisfies Record<DecisionStatus, () => string>;

export const RESTORE_POST = {
	DONE: m.post_restore_done,
	INVALID: m.post_restore_refused,
	ALREADY: m.post_restore_before,
	NOT_FOUND: m.post_restore_gone
} satisfies Record<DecisionStatus, () => string>;
