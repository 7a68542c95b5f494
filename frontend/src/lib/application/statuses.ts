// What each outcome of joining says.
import type { ApplyForMembershipStatus, ConfirmAddressStatus } from '#lib/graphql/types.ts';
import { m } from '#messages';

export const APPLY = {
	RECEIVED: m.join_received,
	INVALID: m.join_invalid,
	TOO_MANY: m.join_too_many,
	TOO_MANY_HERE: m.join_too_many_here,
	TOO_MANY_EVERYWHERE: m.join_too_many_everywhere
} satisfies Record<ApplyForMembershipStatus, () => string>;

export const CONFIRM_ADDRESS = {
	CONFIRMED: m.join_confirmed,
	EXPIRED: m.join_confirm_expired,
	KNOWN: m.join_confirm_known
} satisfies Record<ConfirmAddressStatus, () => string>;
