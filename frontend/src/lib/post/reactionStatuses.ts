// What pressing a reaction came to, and what reactions are called: apart from what
// only few come to, because every thread has them.
import type { Reaction, ReactStatus } from '#lib/graphql/types.ts';
import { m } from '#messages';

export const REACT = {
	SAVED: m.post_react_saved,
	OWN_POST: m.post_react_own,
	NOT_FOUND: m.post_react_gone
} satisfies Record<ReactStatus, () => string>;

export const REACTION = {
	USEFUL: m.post_useful,
	THANKS: m.post_thanks
} satisfies Record<Reaction, () => string>;
