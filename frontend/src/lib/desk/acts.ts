// What the co-ordinator's acts are called: an act without words does not compile.
import type { Act } from '#lib/graphql/types.ts';
import { t, type MessageKey } from '#lib/message.ts';

const ACTS = {
	CREATE_COORDINATOR: 'desk.actCreateCoordinator',
	APPROVE_MEMBER: 'desk.actApproveMember',
	DECLINE_MEMBER: 'desk.actDeclineMember',
	SUSPEND_MEMBER: 'desk.actSuspendMember',
	REINSTATE_MEMBER: 'desk.actReinstateMember',
	RESUME_MAIL: 'desk.actResumeMail',
	HIDE_POST: 'desk.actHidePost',
	RESTORE_POST: 'desk.actRestorePost',
	LOCK_THREAD: 'desk.actLockThread',
	UNLOCK_THREAD: 'desk.actUnlockThread',
	RESOLVE_REPORT: 'desk.actResolveReport',
	RENAME_ORGANISATION: 'desk.actRenameOrganisation',
	HOLD_DIGEST: 'desk.actHoldDigest',
	RELEASE_DIGEST: 'desk.actReleaseDigest',
	SEND_TEST_DIGEST: 'desk.actSendTestDigest',
	RESTORE_BACKUP: 'desk.actRestoreBackup',
	SETTLE_RESTORE: 'desk.actSettleRestore',
	LEAVE_OUT_DIGEST: 'desk.actLeaveOutDigest',
	SEND_KEPT_EMAILS: 'desk.actSendKeptEmails',
	LEAVE_OUT_KEPT_EMAILS: 'desk.actLeaveOutKeptEmails'
} satisfies Record<Act, MessageKey>;

export const isAct = (act: string): act is Act => Object.hasOwn(ACTS, act);

export const actWords = (act: Act): string => t(ACTS[act]);

export const ACT_OPTIONS = (Object.keys(ACTS) as Act[]).map((value) => ({
	value,
	label: t(ACTS[value])
}));
