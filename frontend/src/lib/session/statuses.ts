// What each outcome of signing in and out says, in one place: a status that the
// schema gains and nobody words does not compile.
import type {
	CompleteSignInStatus,
	EndSessionStatus,
	RequestSignInStatus,
	SignOutEverywhereStatus,
	SignOutStatus
} from '#lib/graphql/types.ts';
import { m } from '#messages';

export const REQUEST_SIGN_IN = {
	SENT: m.sign_in_sent,
	INVALID: m.sign_in_wrong_email,
	TOO_MANY: m.sign_in_too_many_sent,
	TOO_MANY_HERE: m.sign_in_too_many_here,
	TOO_MANY_EVERYWHERE: m.sign_in_too_many_everywhere
} satisfies Record<RequestSignInStatus, () => string>;

export const COMPLETE_SIGN_IN = {
	SIGNED_IN: m.sign_in_done,
	WRONG: m.sign_in_wrong,
	EXPIRED: m.sign_in_expired,
	TOO_MANY: m.sign_in_too_many_tried,
	TOO_MANY_HERE: m.sign_in_too_many_tried_here,
	TOO_MANY_EVERYWHERE: m.sign_in_too_many_tried_everywhere,
	OTHER_BROWSER: m.sign_in_other_browser,
	INVALID: m.sign_in_not_complete
} satisfies Record<CompleteSignInStatus, () => string>;

export const SIGN_OUT = {
	SIGNED_OUT: m.settings_signed_out
} satisfies Record<SignOutStatus, () => string>;

export const SIGN_OUT_EVERYWHERE = {
	SIGNED_OUT: m.settings_signed_out
} satisfies Record<SignOutEverywhereStatus, () => string>;

export const END_SESSION = {
	ENDED: m.settings_ended,
	NOT_FOUND: m.settings_ended_before
} satisfies Record<EndSessionStatus, () => string>;
