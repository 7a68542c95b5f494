// What each outcome says.
import type { ShareSummaryStatus, SummariseThreadStatus } from '#lib/graphql/types.ts';
import { m } from '#messages';

export const SUMMARISE_THREAD = {
	SUMMARISED: m.summary_done,
	INVALID: m.summary_refused,
	LOCKED: m.summary_locked,
	ALREADY: m.summary_already,
	NOT_YOURS: m.summary_not_yours,
	NOT_TALK: m.summary_not_talk,
	TOO_MANY: m.thread_reply_too_many,
	NOT_FOUND: m.thread_gone
} satisfies Record<SummariseThreadStatus, () => string>;

export const SHARE_SUMMARY = {
	SHARED: m.summary_shared,
	INVALID: m.summary_refused,
	ALREADY: m.summary_shared_already,
	NOT_YOURS: m.summary_share_not_yours,
	TOO_MANY: m.thread_reply_too_many,
	NOT_FOUND: m.summary_gone
} satisfies Record<ShareSummaryStatus, () => string>;
