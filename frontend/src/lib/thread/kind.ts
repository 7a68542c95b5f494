// What the kinds of thread are called, and what each says without replies.
import type { ThreadKind } from '#lib/graphql/types.ts';
import { m } from '#messages';

export const KIND = {
	QUESTION: m.thread_kind_question,
	DISCUSSION: m.thread_kind_discussion,
	PRACTICE: m.thread_kind_practice,
	CALL: m.thread_kind_call,
	RESOURCE: m.thread_kind_resource
} satisfies Record<ThreadKind, () => string>;

/** What stands where replies would: a closed thread waits for none. */
export function noneYet(kind: ThreadKind, closed: boolean): () => string {
	if (kind === 'QUESTION') return closed ? m.thread_no_answer_locked : m.thread_no_answer;
	return closed ? m.thread_no_reply_locked : m.thread_no_reply;
}
