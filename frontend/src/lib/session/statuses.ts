// What each outcome of signing in and out says, in one place: a status that the
// schema gains and nobody words does not compile.
import type {
	CompleteSignInStatus,
	EndSessionStatus,
	RequestSignInStatus,
	SignOutStatus
} from '#lib/graphql/types.ts';
import type { MessageKey } from '#lib/message.ts';

export const REQUEST_SIGN_IN = {
	SENT: 'signIn.sent',
	INVALID: 'signIn.wrongEmail',
	TOO_MANY: 'signIn.tooManySent',
	TOO_MANY_HERE: 'signIn.tooManyHere',
	TOO_MANY_EVERYWHERE: 'signIn.tooManyEverywhere'
} satisfies Record<RequestSignInStatus, MessageKey>;

export const COMPLETE_SIGN_IN = {
	SIGNED_IN: 'signIn.done',
	WRONG: 'signIn.wrong',
	EXPIRED: 'signIn.expired',
	TOO_MANY: 'signIn.tooManyTried',
	TOO_MANY_HERE: 'signIn.tooManyTriedHere',
	TOO_MANY_EVERYWHERE: 'signIn.tooManyTriedEverywhere',
	OTHER_BROWSER: 'signIn.otherBrowser',
	INVALID: 'signIn.notComplete'
} satisfies Record<CompleteSignInStatus, MessageKey>;

export const SIGN_OUT = {
	SIGNED_OUT: 'settings.signedOut'
} satisfies Record<SignOutStatus, MessageKey>;

export const END_SESSION = {
	ENDED: 'settings.ended',
	NOT_FOUND: 'settings.endedBefore'
} satisfies Record<EndSessionStatus, MessageKey>;
