// What each outcome of joining says.
import type {
	AnswerQuestionStatus,
	ApplyForMembershipStatus,
	ConfirmAddressStatus,
	UpdateApplicationStatus,
	WithdrawApplicationStatus
} from '#lib/graphql/types.ts';
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

export const UPDATE_APPLICATION = {
	SAVED: m.status_saved,
	INVALID: m.join_invalid,
	CHANGED_ELSEWHERE: m.status_changed,
	DECIDED: m.status_decided_now
} satisfies Record<UpdateApplicationStatus, () => string>;

export const ANSWER_QUESTION = {
	ANSWERED: m.status_answer_done,
	INVALID: m.status_answer_refused,
	CHANGED_ELSEWHERE: m.status_answer_changed,
	DECIDED: m.status_decided_now
} satisfies Record<AnswerQuestionStatus, () => string>;

export const WITHDRAW_APPLICATION = {
	WITHDRAWN: m.status_withdrawn,
	DECIDED: m.status_decided_now
} satisfies Record<WithdrawApplicationStatus, () => string>;
