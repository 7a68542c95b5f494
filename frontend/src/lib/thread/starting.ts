// What each kind of thread is called while one writes it: what it is for, an
// example, and what to say.
import type { ThreadKind } from '#lib/graphql/types.ts';
import { m } from '#messages';

interface Words {
	/** Of the page, while this kind is chosen. */
	title: () => string;
	/** What it is for. */
	hint: () => string;
	/** A title as one might be. */
	example: () => string;
	body: () => string;
	bodyHint: () => string;
	post: () => string;
}

export const STARTING = {
	QUESTION: {
		title: m.ask_title,
		hint: m.ask_question_hint,
		example: m.ask_question_example,
		body: m.ask_body_question,
		bodyHint: m.ask_question_body_hint,
		post: m.ask_post
	},
	DISCUSSION: {
		title: m.ask_title_discussion,
		hint: m.ask_discussion_hint,
		example: m.ask_discussion_example,
		body: m.ask_body_discussion,
		bodyHint: m.ask_discussion_body_hint,
		post: m.ask_post_discussion
	},
	PRACTICE: {
		title: m.ask_title_practice,
		hint: m.ask_practice_hint,
		example: m.ask_practice_example,
		body: m.ask_body_practice,
		bodyHint: m.ask_practice_body_hint,
		post: m.ask_post_practice
	},
	CALL: {
		title: m.ask_title_call,
		hint: m.ask_call_hint,
		example: m.ask_call_example,
		body: m.ask_body_call,
		bodyHint: m.ask_call_body_hint,
		post: m.ask_post_call
	}
} satisfies Record<Exclude<ThreadKind, 'RESOURCE'>, Words>;

/** A kind that is started with the form for all of them. */
export type StartedKind = keyof typeof STARTING;
