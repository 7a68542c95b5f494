// What each outcome says.
import type {
	DecisionStatus,
	MakeCollectionStatus,
	ReviseCollectionStatus
} from '#lib/graphql/types.ts';
import { m } from '#messages';

export const MAKE_COLLECTION = {
	MADE: m.collection_made,
	INVALID: m.collection_refused
} satisfies Record<MakeCollectionStatus, () => string>;

export const REVISE_COLLECTION = {
	SAVED: m.collection_saved,
	INVALID: m.collection_refused,
	CHANGED_ELSEWHERE: m.collection_changed_elsewhere,
	NOT_FOUND: m.collection_gone
} satisfies Record<ReviseCollectionStatus, () => string>;

/** Of putting one away and bringing it back. */
export const DECIDE_COLLECTION = {
	DONE: m.collection_decided,
	INVALID: m.collection_refused,
	ALREADY: m.collection_already,
	NOT_FOUND: m.collection_gone
} satisfies Record<DecisionStatus, () => string>;
