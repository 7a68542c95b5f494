// What each outcome and state on the desk says.
import type {
	ApplicantDecisionStatus,
	DecisionStatus,
	DigestState,
	HoldDigestStatus,
	RenameOrganisationStatus,
	SendTestDigestStatus,
	SettleRestoreStatus
} from '#lib/graphql/types.ts';
import { m } from '#messages';

/** Words that say whom or what they are about. */
type Named = (about: { name: string }) => string;

export const APPROVE_MEMBER = {
	DONE: m.desk_approved,
	INVALID: m.desk_decide_refused,
	ALREADY: m.desk_decided_before,
	NOT_FOUND: m.desk_applicant_gone,
	CHANGED_ELSEWHERE: m.desk_applicant_changed
	// ApplicantCard fills in the {name}.
} satisfies Record<ApplicantDecisionStatus, Named>;

export const DECLINE_MEMBER = {
	DONE: m.desk_declined,
	INVALID: m.desk_decide_refused,
	ALREADY: m.desk_decided_before,
	NOT_FOUND: m.desk_applicant_gone,
	CHANGED_ELSEWHERE: m.desk_applicant_changed
	// ApplicantCard fills in the {name}.
} satisfies Record<ApplicantDecisionStatus, Named>;

export const RESUME_MAIL = {
	DONE: m.desk_resume_done,
	INVALID: m.desk_resume_refused,
	ALREADY: m.desk_resume_before,
	NOT_FOUND: m.desk_member_gone
	// BounceRow fills in the {name}.
} satisfies Record<DecisionStatus, Named>;

export const RENAME_ORGANISATION = {
	RENAMED: m.desk_rename_done,
	INVALID: m.desk_rename_refused,
	TAKEN: m.desk_rename_taken,
	NOT_FOUND: m.desk_organisation_gone
	// RenameDialog fills in the {name}.
} satisfies Record<RenameOrganisationStatus, Named>;

export const RESOLVE_REPORT = {
	DONE: m.desk_resolved,
	INVALID: m.desk_resolve_refused,
	ALREADY: m.desk_resolved_before,
	NOT_FOUND: m.desk_report_gone
} satisfies Record<DecisionStatus, () => string>;

export const DIGEST_STATE = {
	COLLECTING: m.desk_state_collecting,
	READY: m.desk_state_ready,
	SENDING: m.desk_state_sending,
	SENT: m.desk_state_sent,
	HELD: m.desk_state_held,
	MISSED: m.desk_state_missed,
	LEFT_OUT: m.desk_state_left_out
} satisfies Record<DigestState, () => string>;

export const HOLD_DIGEST = {
	HELD: m.desk_hold_done,
	INVALID: m.desk_hold_refused,
	TOO_LATE: m.desk_hold_too_late,
	NOT_FOUND: m.desk_issue_gone
} satisfies Record<HoldDigestStatus, () => string>;

export const RELEASE_DIGEST = {
	DONE: m.desk_release_done,
	INVALID: m.desk_release_refused,
	ALREADY: m.desk_release_before,
	NOT_FOUND: m.desk_issue_gone
} satisfies Record<DecisionStatus, () => string>;

export const LEAVE_OUT_DIGEST = {
	DONE: m.desk_leave_out_done,
	INVALID: m.desk_release_refused,
	ALREADY: m.desk_release_before,
	NOT_FOUND: m.desk_issue_gone
} satisfies Record<DecisionStatus, () => string>;

export const SEND_KEPT_EMAILS = {
	DONE: m.desk_kept_sent,
	INVALID: m.desk_decide_refused,
	ALREADY: m.desk_kept_decided,
	NOT_FOUND: m.desk_restore_gone
} satisfies Record<DecisionStatus, () => string>;

export const LEAVE_OUT_KEPT_EMAILS = {
	DONE: m.desk_kept_left_out,
	INVALID: m.desk_decide_refused,
	ALREADY: m.desk_kept_decided,
	NOT_FOUND: m.desk_restore_gone
} satisfies Record<DecisionStatus, () => string>;

export const SETTLE_RESTORE = {
	SETTLED: m.desk_restore_settled,
	INVALID: m.desk_decide_refused,
	UNDECIDED: m.desk_restore_undecided,
	ALREADY_SETTLED: m.desk_restore_settled_before,
	NOT_FOUND: m.desk_restore_gone
} satisfies Record<SettleRestoreStatus, () => string>;

export const SEND_TEST_DIGEST = {
	SENT: m.desk_test_sent,
	INVALID: m.desk_test_refused,
	NOT_FOUND: m.desk_issue_gone
} satisfies Record<SendTestDigestStatus, () => string>;
