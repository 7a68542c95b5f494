// What came of saying what helped.
import type { AcceptAnswerStatus } from '#lib/graphql/types.ts';
import { m } from '#messages';

export const ACCEPT_ANSWER = {
	SAVED: m.thread_helped_saved,
	NOT_ASKER: m.thread_helped_not_asker,
	NOT_A_QUESTION: m.thread_helped_not_question,
	NOT_AN_ANSWER: m.thread_helped_not_answer,
	NOT_FOUND: m.thread_helped_gone
} satisfies Record<AcceptAnswerStatus, () => string>;
