// What each outcome says, in one place: a status that the schema gains and
// nobody words does not compile.
import type {
	FollowStatus,
	MarkAllReadStatus,
	MarkThreadReadStatus,
	ReplyStatus,
	SaveThreadStatus,
	StartThreadStatus
} from '#lib/graphql/types.ts';
import { m } from '#messages';

export const START_THREAD = {
	POSTED: m.ask_posted,
	INVALID: m.ask_refused,
	TOO_MANY: m.ask_too_many
} satisfies Record<StartThreadStatus, () => string>;

export const REPLY = {
	POSTED: m.thread_reply_posted,
	INVALID: m.thread_reply_refused,
	LOCKED: m.thread_reply_locked,
	SUMMARISED: m.thread_reply_summarised,
	TOO_MANY: m.thread_reply_too_many,
	NOT_FOUND: m.thread_reply_gone
} satisfies Record<ReplyStatus, () => string>;

export const FOLLOW = {
	SAVED: m.thread_follow_saved,
	NOT_FOUND: m.thread_follow_gone
} satisfies Record<FollowStatus, () => string>;

/** Reading a thread is nothing to talk about: null says nothing. */
export const MARK_THREAD_READ = {
	SAVED: null,
	NOT_FOUND: m.thread_gone
} satisfies Record<MarkThreadReadStatus, (() => string) | null>;

export const MARK_ALL_READ = {
	SAVED: m.thread_read_all_done
} satisfies Record<MarkAllReadStatus, () => string>;

export const SAVE_THREAD = {
	SAVED: m.thread_follow_saved,
	NOT_FOUND: m.thread_gone
} satisfies Record<SaveThreadStatus, () => string>;
