// What comes of pausing access and giving it back, for the pages on which that is
// done.
import type { DecisionStatus } from '#lib/graphql/types.ts';
import { m } from '#messages';

/** Words that say whom they are about. */
type Named = (about: { name: string }) => string;

export const SUSPEND_MEMBER = {
	DONE: m.desk_pause_done,
	INVALID: m.desk_access_refused,
	ALREADY: m.desk_pause_before,
	NOT_FOUND: m.desk_member_gone
	// AccessDialog fills in the {name}.
} satisfies Record<DecisionStatus, Named>;

export const REINSTATE_MEMBER = {
	DONE: m.desk_give_back_done,
	INVALID: m.desk_access_refused,
	ALREADY: m.desk_give_back_before,
	NOT_FOUND: m.desk_member_gone
	// AccessDialog fills in the {name}.
} satisfies Record<DecisionStatus, Named>;
