// What is checked before a request to join is sent. The server checks again;
// this saves a journey and puts every problem beside its field at once.
import { t, type MessageKey } from '#lib/message.ts';
import { length } from '#lib/ui/length.ts';
import type { Problem } from '#lib/ui/problems.svelte.ts';
import type { Limits } from '#lib/viewer/viewer.svelte.ts';

export interface Application {
	name: string;
	email: string;
	organisation: string;
	role: string;
	sector: string;
	why: string;
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
	['name', 'join.name', 'join.nameMissing'],
	['organisation', 'join.organisation', 'join.organisationMissing'],
	['role', 'join.role', 'join.roleMissing'],
	['why', 'join.why', 'join.whyMissing']
] as const satisfies readonly (readonly [keyof Limits, MessageKey, MessageKey])[];

/** The problems in the order of the form's fields. */
export function problemsOf(application: Application, limits: Limits | null): Problem[] {
	const problems: Problem[] = [];
	for (const [field, label, missing] of WRITTEN) {
		const value = application[field];
		const limit = limits?.[field] ?? Infinity;
		if (value.trim() === '') problems.push({ field, message: t(missing) });
		else if (length(value) > limit) {
			problems.push({ field, message: t('join.tooLong', { field: t(label), limit }) });
		}
	}
	// What else may be wrong with it, the server names.
	if (!application.email.includes('@')) {
		problems.push({ field: 'email', message: t('join.emailWrong') });
	}
	if (application.sector === '') {
		problems.push({ field: 'sector', message: t('join.sectorMissing') });
	}
	if (!application.acceptsRules) {
		problems.push({ field: 'acceptsRules', message: t('join.rulesMissing') });
	}
	const order = Object.keys(EMPTY);
	return problems.sort((a, b) => order.indexOf(a.field ?? '') - order.indexOf(b.field ?? ''));
}
