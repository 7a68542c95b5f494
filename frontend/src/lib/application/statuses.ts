// What each outcome of joining says.
import type { ApplyForMembershipStatus, ConfirmAddressStatus } from '#lib/graphql/types.ts';
import type { MessageKey } from '#lib/message.ts';

export const APPLY = {
	RECEIVED: 'join.received',
	INVALID: 'join.invalid',
	TOO_MANY: 'join.tooMany',
	TOO_MANY_HERE: 'join.tooManyHere',
	TOO_MANY_EVERYWHERE: 'join.tooManyEverywhere'
} satisfies Record<ApplyForMembershipStatus, MessageKey>;

export const CONFIRM_ADDRESS = {
	CONFIRMED: 'join.confirmed',
	EXPIRED: 'join.confirmExpired',
	KNOWN: 'join.confirmKnown'
} satisfies Record<ConfirmAddressStatus, MessageKey>;
