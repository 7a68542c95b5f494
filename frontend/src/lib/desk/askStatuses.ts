// What comes of a question to an applicant, apart from the other statuses: it is
// fetched with its form.
import type { ApplicantDecisionStatus } from '#lib/graphql/types.ts';
import { m } from '#messages';

export const ASK_APPLICANT = {
	DONE: m.desk_ask_done,
	INVALID: m.desk_ask_refused,
	ALREADY: m.desk_decided_before,
	NOT_FOUND: m.desk_applicant_gone,
	CHANGED_ELSEWHERE: m.desk_applicant_changed
	// AskApplicant fills in the {name}.
} satisfies Record<ApplicantDecisionStatus, (about: { name: string }) => string>;
