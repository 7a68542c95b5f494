// What each outcome says, in one place: a status that the schema gains and
// nobody words does not compile.
import type {
	AcceptAnswerStatus,
	FollowStatus,
	LockThreadStatus,
	MarkThreadReadStatus,
	ReplyStatus,
	StartThreadStatus,
	ThreadKind,
	UnlockThreadStatus
} from '#lib/graphql/types.ts';
import type { MessageKey } from '#lib/message.ts';

export const KIND = {
	QUESTION: 'thread.kindQuestion',
	DISCUSSION: 'thread.kindDiscussion',
	PRACTICE: 'thread.kindPractice',
	CALL: 'thread.kindCall'
} satisfies Record<ThreadKind, MessageKey>;

export const START_THREAD = {
	POSTED: 'ask.posted',
	INVALID: 'ask.refused',
	TOO_MANY: 'ask.tooMany'
} satisfies Record<StartThreadStatus, MessageKey>;

export const REPLY = {
	POSTED: 'thread.replyPosted',
	INVALID: 'thread.replyRefused',
	LOCKED: 'thread.replyLocked',
	TOO_MANY: 'thread.replyTooMany',
	NOT_FOUND: 'thread.replyGone'
} satisfies Record<ReplyStatus, MessageKey>;

export const ACCEPT_ANSWER = {
	SAVED: 'thread.helpedSaved',
	NOT_ASKER: 'thread.helpedNotAsker',
	NOT_A_QUESTION: 'thread.helpedNotQuestion',
	NOT_AN_ANSWER: 'thread.helpedNotAnswer',
	NOT_FOUND: 'thread.helpedGone'
} satisfies Record<AcceptAnswerStatus, MessageKey>;

export const FOLLOW = {
	SAVED: 'thread.followSaved',
	NOT_FOUND: 'thread.followGone'
} satisfies Record<FollowStatus, MessageKey>;

/** Reading a thread is nothing to talk about: null says nothing. */
export const MARK_THREAD_READ = {
	SAVED: null,
	NOT_FOUND: 'thread.gone'
} satisfies Record<MarkThreadReadStatus, MessageKey | null>;

export const LOCK_THREAD = {
	LOCKED: 'thread.lockDone',
	INVALID: 'thread.lockRefused',
	ALREADY_LOCKED: 'thread.lockBefore',
	NOT_FOUND: 'thread.lockGone'
} satisfies Record<LockThreadStatus, MessageKey>;

export const UNLOCK_THREAD = {
	UNLOCKED: 'thread.unlockDone',
	INVALID: 'thread.unlockRefused',
	NOT_LOCKED: 'thread.unlockBefore',
	NOT_FOUND: 'thread.unlockGone'
} satisfies Record<UnlockThreadStatus, MessageKey>;

/** What stands where replies would: a locked thread waits for none. */
export function noneYet({ kind, locked }: { kind: ThreadKind; locked: boolean }): MessageKey {
	if (kind === 'QUESTION') return locked ? 'thread.noAnswerLocked' : 'thread.noAnswer';
	return locked ? 'thread.noReplyLocked' : 'thread.noReply';
}
