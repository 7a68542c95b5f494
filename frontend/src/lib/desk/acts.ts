// What the co-ordinator's acts are called. The server names them by key; one
// that this version does not know is shown as it is.
import { t, type MessageKey } from '#lib/message.ts';

const ACTS = {
	create_coordinator: 'desk.actCreateCoordinator',
	approve_member: 'desk.actApproveMember',
	decline_member: 'desk.actDeclineMember',
	suspend_member: 'desk.actSuspendMember',
	reinstate_member: 'desk.actReinstateMember',
	resume_mail: 'desk.actResumeMail',
	hide_post: 'desk.actHidePost',
	restore_post: 'desk.actRestorePost',
	lock_thread: 'desk.actLockThread',
	unlock_thread: 'desk.actUnlockThread',
	resolve_report: 'desk.actResolveReport',
	rename_organisation: 'desk.actRenameOrganisation',
	hold_digest: 'desk.actHoldDigest',
	release_digest: 'desk.actReleaseDigest',
	send_test_digest: 'desk.actSendTestDigest',
	restore_backup: 'desk.actRestoreBackup',
	settle_restore: 'desk.actSettleRestore',
	leave_out_digest: 'desk.actLeaveOutDigest',
	send_kept_emails: 'desk.actSendKeptEmails',
	leave_out_kept_emails: 'desk.actLeaveOutKeptEmails'
} satisfies Record<string, MessageKey>;

type Act = keyof typeof ACTS;

const isAct = (act: string): act is Act => Object.hasOwn(ACTS, act);

export function actWords(act: string): string {
	return isAct(act) ? t(ACTS[act]) : act;
}

export const ACT_OPTIONS = (Object.keys(ACTS) as Act[]).map((value) => ({
	value,
	label: t(ACTS[value])
}));
