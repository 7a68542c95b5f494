// What each outcome of the co-ordinator's acts on a thread says.
import type { DecisionStatus } from '#lib/graphql/types.ts';
import { m } from '#messages';

export const LOCK_THREAD = {
	DONE: m.thread_lock_done,
	INVALID: m.thread_lock_refused,
	ALREADY: m.thread_lock_before,
	NOT_FOUND: m.thread_lock_gone
} satisfies Record<DecisionStatus, () => string>;

export const UNLOCK_THREAD = {
	DONE: m.thread_unlock_done,
	INVALID: m.thread_unlock_refused,
	ALREADY: m.thread_unlock_before,
	NOT_FOUND: m.thread_unlock_gone
} satisfies Record<DecisionStatus, () => string>;

export const PIN_THREAD = {
	DONE: m.thread_pin_done,
	INVALID: m.thread_pin_refused,
	ALREADY: m.thread_pin_before,
	NOT_FOUND: m.thread_pin_gone
} satisfies Record<DecisionStatus, () => string>;

export const UNPIN_THREAD = {
	DONE: m.thread_unpin_done,
	INVALID: m.thread_unpin_refused,
	ALREADY: m.thread_unpin_before,
	NOT_FOUND: m.thread_unpin_gone
} satisfies Record<DecisionStatus, () => string>;
