// What is checked before a request to join is sent. The server checks again;
// this saves a journey and puts every problem beside its field at once.
import { m } from '#messages';
import { length } from '#lib/ui/form/length.ts';
import type { Problem } from '#lib/ui/form/problems.svelte.ts';
import limits from '#lib/ui/form/limits.json' with { type: 'json' };

/** What can be corrected while the request waits. */
export interface JoinRequest {
	name: string;
	organisation: string;
	role: string;
	sector: string;
	why: string;
}

export interface Application extends JoinRequest {
	email: string;
	acceptsRules: boolean;
}

export const EMPTY: Application = {
	name: '',
	email: '',
	organisation: '',
	role: '',
	sector: '',
	why: '',
	acceptsRules: false
};

const WRITTEN = [
	['name', m.join_name, m.join_name_missing],
	['organisation', m.join_organisation, m.join_organisation_missing],
	['role', m.join_role, m.join_role_missing],
	['why', m.join_why, m.join_why_missing]
] as const satisfies readonly (readonly [keyof typeof limits, () => string, () => string])[];

const ORDER = Object.keys(EMPTY);

/** The problems in the order of the form's fields. */
const inOrder = (problems: Problem[]): Problem[] =>
	problems.sort((a, b) => ORDER.indexOf(a.field ?? '') - ORDER.indexOf(b.field ?? ''));

export function requestProblemsOf(request: JoinRequest): Problem[] {
	const problems: Problem[] = [];
	for (const [field, label, missing] of WRITTEN) {
		const value = request[field];
		const limit = limits[field];
		if (value.trim() === '') problems.push({ field, message: missing() });
		else if (length(value) > limit) {
			problems.push({ field, message: m.join_too_long({ field: label(), limit }) });
		}
	}
	if (request.sector === '') {
		problems.push({ field: 'sector', message: m.join_sector_missing() });
	}
	return inOrder(problems);
}

export function problemsOf(application: Application): Problem[] {
	const problems = requestProblemsOf(application);
	// What else may be wrong with it, the server names.
	if (!application.email.includes('@')) {
		problems.push({ field: 'email', message: m.join_email_wrong() });
	}
	if (!application.acceptsRules) {
		problems.push({ field: 'acceptsRules', message: m.join_rules_missing() });
	}
	return inOrder(problems);
}
