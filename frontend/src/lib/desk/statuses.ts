// What each outcome and state on the desk says.
import type {
	DecideMemberStatus,
	DigestState,
	HoldDigestStatus,
	KeptEmailsStatus,
	LeaveOutDigestStatus,
	ReleaseDigestStatus,
	RenameOrganisationStatus,
	ResolveReportStatus,
	ResumeMailStatus,
	SendTestDigestStatus,
	SettleRestoreStatus
} from '#lib/graphql/types.ts';
import type { MessageKey } from '#lib/message.ts';

export const APPROVE_MEMBER = {
	DONE: 'desk.approved',
	INVALID: 'desk.decideRefused',
	ALREADY_DECIDED: 'desk.decidedBefore',
	NOT_FOUND: 'desk.applicantGone'
	// ApplicantCard fills in the {name}.
} satisfies Record<DecideMemberStatus, MessageKey>;

export const DECLINE_MEMBER = {
	DONE: 'desk.declined',
	INVALID: 'desk.decideRefused',
	ALREADY_DECIDED: 'desk.decidedBefore',
	NOT_FOUND: 'desk.applicantGone'
	// ApplicantCard fills in the {name}.
} satisfies Record<DecideMemberStatus, MessageKey>;

export const SUSPEND_MEMBER = {
	DONE: 'desk.pauseDone',
	INVALID: 'desk.accessRefused',
	ALREADY_DECIDED: 'desk.pauseBefore',
	NOT_FOUND: 'desk.memberGone'
	// AccessDialog fills in the {name}.
} satisfies Record<DecideMemberStatus, MessageKey>;

export const REINSTATE_MEMBER = {
	DONE: 'desk.giveBackDone',
	INVALID: 'desk.accessRefused',
	ALREADY_DECIDED: 'desk.giveBackBefore',
	NOT_FOUND: 'desk.memberGone'
	// AccessDialog fills in the {name}.
} satisfies Record<DecideMemberStatus, MessageKey>;

export const RESUME_MAIL = {
	RESUMED: 'desk.resumeDone',
	INVALID: 'desk.resumeRefused',
	NOT_SUSPENDED: 'desk.resumeBefore',
	NOT_FOUND: 'desk.memberGone'
	// BounceRow fills in the {name}.
} satisfies Record<ResumeMailStatus, MessageKey>;

export const RENAME_ORGANISATION = {
	RENAMED: 'desk.renameDone',
	INVALID: 'desk.renameRefused',
	TAKEN: 'desk.renameTaken',
	NOT_FOUND: 'desk.organisationGone'
	// RenameDialog fills in the {name}.
} satisfies Record<RenameOrganisationStatus, MessageKey>;

export const RESOLVE_REPORT = {
	RESOLVED: 'desk.resolved',
	INVALID: 'desk.resolveRefused',
	ALREADY_RESOLVED: 'desk.resolvedBefore',
	NOT_FOUND: 'desk.reportGone'
} satisfies Record<ResolveReportStatus, MessageKey>;

export const DIGEST_STATE = {
	COLLECTING: 'desk.stateCollecting',
	READY: 'desk.stateReady',
	SENDING: 'desk.stateSending',
	SENT: 'desk.stateSent',
	HELD: 'desk.stateHeld',
	MISSED: 'desk.stateMissed',
	LEFT_OUT: 'desk.stateLeftOut'
} satisfies Record<DigestState, MessageKey>;

export const HOLD_DIGEST = {
	HELD: 'desk.holdDone',
	INVALID: 'desk.holdRefused',
	TOO_LATE: 'desk.holdTooLate',
	NOT_FOUND: 'desk.issueGone'
} satisfies Record<HoldDigestStatus, MessageKey>;

export const RELEASE_DIGEST = {
	RELEASED: 'desk.releaseDone',
	INVALID: 'desk.releaseRefused',
	NOT_HELD: 'desk.releaseBefore',
	NOT_FOUND: 'desk.issueGone'
} satisfies Record<ReleaseDigestStatus, MessageKey>;

export const LEAVE_OUT_DIGEST = {
	LEFT_OUT: 'desk.leaveOutDone',
	INVALID: 'desk.releaseRefused',
	NOT_HELD: 'desk.releaseBefore',
	NOT_FOUND: 'desk.issueGone'
} satisfies Record<LeaveOutDigestStatus, MessageKey>;

export const SEND_KEPT_EMAILS = {
	DONE: 'desk.keptSent',
	INVALID: 'desk.decideRefused',
	ALREADY_DECIDED: 'desk.keptDecided',
	NOT_FOUND: 'desk.restoreGone'
} satisfies Record<KeptEmailsStatus, MessageKey>;

export const LEAVE_OUT_KEPT_EMAILS = {
	DONE: 'desk.keptLeftOut',
	INVALID: 'desk.decideRefused',
	ALREADY_DECIDED: 'desk.keptDecided',
	NOT_FOUND: 'desk.restoreGone'
} satisfies Record<KeptEmailsStatus, MessageKey>;

export const SETTLE_RESTORE = {
	SETTLED: 'desk.restoreSettled',
	INVALID: 'desk.decideRefused',
	UNDECIDED: 'desk.restoreUndecided',
	ALREADY_SETTLED: 'desk.restoreSettledBefore',
	NOT_FOUND: 'desk.restoreGone'
} satisfies Record<SettleRestoreStatus, MessageKey>;

export const SEND_TEST_DIGEST = {
	SENT: 'desk.testSent',
	INVALID: 'desk.testRefused',
	NOT_FOUND: 'desk.issueGone'
} satisfies Record<SendTestDigestStatus, MessageKey>;
