// What each outcome says.
import type {
	AddVersionStatus,
	CheckResourceStatus,
	DecisionStatus,
	HandOnResourceStatus,
	RetireResourceStatus,
	ReviseResourceStatus,
	ShareResourceStatus
} from '#lib/graphql/types.ts';
import { m } from '#messages';

export const SHARE_RESOURCE = {
	SHARED: m.resource_share_done,
	INVALID: m.resource_share_refused,
	TOO_MANY: m.ask_too_many
} satisfies Record<ShareResourceStatus, () => string>;

export const REVISE_RESOURCE = {
	SAVED: m.resource_change_done,
	INVALID: m.resource_share_refused,
	CHANGED_ELSEWHERE: m.resource_changed_elsewhere,
	NOT_KEEPER: m.resource_not_keeper,
	NOT_FOUND: m.resource_gone
} satisfies Record<ReviseResourceStatus, () => string>;

export const ADD_VERSION = {
	ADDED: m.resource_version_done,
	INVALID: m.resource_version_refused,
	CHANGED_ELSEWHERE: m.resource_version_elsewhere,
	RETIRED: m.resource_version_retired,
	NOT_KEEPER: m.resource_not_keeper,
	NOT_FOUND: m.resource_gone
} satisfies Record<AddVersionStatus, () => string>;

export const CHECK_RESOURCE = {
	CHECKED: m.resource_check_done,
	INVALID: m.resource_share_refused,
	NOT_KEEPER: m.resource_not_keeper,
	NOT_FOUND: m.resource_gone
} satisfies Record<CheckResourceStatus, () => string>;

export const HAND_ON_RESOURCE = {
	HANDED_ON: m.resource_hand_on_done,
	NOT_A_MEMBER: m.resource_hand_on_nobody,
	NOT_KEEPER: m.resource_not_keeper,
	NOT_FOUND: m.resource_gone
} satisfies Record<HandOnResourceStatus, () => string>;

export const RETIRE_RESOURCE = {
	RETIRED: m.resource_retire_done,
	INVALID: m.resource_share_refused,
	NOT_IN_LIBRARY: m.resource_retire_not_there,
	NOT_KEEPER: m.resource_not_keeper,
	NOT_FOUND: m.resource_gone
} satisfies Record<RetireResourceStatus, () => string>;

/** Of the co-ordinator's acts on a resource: whatever was done, its page says so. */
export const DECIDE_RESOURCE = {
	DONE: m.resource_decide_done,
	INVALID: m.resource_decide_refused,
	ALREADY: m.resource_decide_already,
	NOT_FOUND: m.resource_gone
} satisfies Record<DecisionStatus, () => string>;
