// What the co-ordinator's acts are called: an act without words does not compile.
import type { Act } from '#lib/graphql/types.ts';
import { m } from '#messages';

const ACTS = {
	CREATE_COORDINATOR: m.desk_act_create_coordinator,
	APPROVE_MEMBER: m.desk_act_approve_member,
	ASK_APPLICANT: m.desk_act_ask_applicant,
	DECLINE_MEMBER: m.desk_act_decline_member,
	SUSPEND_MEMBER: m.desk_act_suspend_member,
	REINSTATE_MEMBER: m.desk_act_reinstate_member,
	RESUME_MAIL: m.desk_act_resume_mail,
	HIDE_POST: m.desk_act_hide_post,
	RESTORE_POST: m.desk_act_restore_post,
	LOCK_THREAD: m.desk_act_lock_thread,
	UNLOCK_THREAD: m.desk_act_unlock_thread,
	SUMMARISE_THREAD: m.desk_act_summarise_thread,
	PIN_THREAD: m.desk_act_pin_thread,
	UNPIN_THREAD: m.desk_act_unpin_thread,
	CONFIRM_RESOURCE: m.desk_act_confirm_resource,
	TAKE_ON_RESOURCE: m.desk_act_take_on_resource,
	WITHDRAW_RESOURCE: m.desk_act_withdraw_resource,
	RECOMMEND_RESOURCE: m.desk_act_recommend_resource,
	UNRECOMMEND_RESOURCE: m.desk_act_unrecommend_resource,
	IMPORT_RESOURCES: m.desk_act_import_resources,
	MAKE_COLLECTION: m.desk_act_make_collection,
	REVISE_COLLECTION: m.desk_act_revise_collection,
	PUT_AWAY_COLLECTION: m.desk_act_put_away_collection,
	BRING_BACK_COLLECTION: m.desk_act_bring_back_collection,
	RESOLVE_REPORT: m.desk_act_resolve_report,
	RENAME_ORGANISATION: m.desk_act_rename_organisation,
	SAVE_SYNONYMS: m.desk_act_save_synonyms,
	REMOVE_SYNONYMS: m.desk_act_remove_synonyms,
	HOLD_DIGEST: m.desk_act_hold_digest,
	RELEASE_DIGEST: m.desk_act_release_digest,
	SEND_TEST_DIGEST: m.desk_act_send_test_digest,
	RESTORE_BACKUP: m.desk_act_restore_backup,
	SETTLE_RESTORE: m.desk_act_settle_restore,
	LEAVE_OUT_DIGEST: m.desk_act_leave_out_digest,
	SEND_KEPT_EMAILS: m.desk_act_send_kept_emails,
	LEAVE_OUT_KEPT_EMAILS: m.desk_act_leave_out_kept_emails
} satisfies Record<Act, () => string>;

export const isAct = (act: string): act is Act => Object.hasOwn(ACTS, act);

export const actWords = (act: Act): string => ACTS[act]();

export const ACT_OPTIONS = (Object.keys(ACTS) as Act[]).map((value) => ({
	value,
	label: ACTS[value]()
}));
