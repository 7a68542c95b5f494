// The facts of a resource as they stand in a form, and on their way there and back.
import type { Audience, ResourceFactsInput, ResourceFormat } from '#lib/graphql/types.ts';
import { m } from '#messages';
import type { Problem } from '#lib/ui/form/problems.svelte.ts';

/** Every field as it was typed. */
export interface FactsDraft {
	address: string;
	format: ResourceFormat | '';
	audiences: Audience[];
	maker: string;
	made: string;
	agesFrom: string;
	agesTo: string;
	minutes: string;
	licence: string;
	cost: string;
	language: string;
	accessibleFormats: string;
	appliesTo: string;
	reviewBy: string;
}

export const NO_FACTS: FactsDraft = {
	address: '',
	format: '',
	audiences: [],
	maker: '',
	made: '',
	agesFrom: '',
	agesTo: '',
	minutes: '',
	licence: '',
	cost: '',
	language: '',
	accessibleFormats: '',
	appliesTo: '',
	reviewBy: ''
};

/** What a form fills its optional half with; it opens where one of these is wrong. */
export const OPTIONAL: readonly (keyof FactsDraft)[] = [
	'maker',
	'made',
	'agesFrom',
	'agesTo',
	'minutes',
	'licence',
	'cost',
	'language',
	'accessibleFormats',
	'appliesTo',
	'reviewBy'
];

interface KnownFacts {
	address: string | null;
	format: ResourceFormat;
	audiences: Audience[];
	maker: string;
	made: string;
	agesFrom: number | null;
	agesTo: number | null;
	minutes: number | null;
	licence: string;
	cost: string;
	language: string;
	accessibleFormats: string;
	appliesTo: string;
	reviewBy: string;
}

/** What is said of a resource now, as a form shows it. */
export function factsDraft(facts: KnownFacts): FactsDraft {
	const typed = (number: number | null) => (number === null ? '' : String(number));
	const { address, format, audiences, maker, made, licence, cost, language } = facts;
	const { accessibleFormats, appliesTo, reviewBy } = facts;
	return {
		address: address ?? '',
		format,
		audiences: [...audiences],
		maker,
		made,
		agesFrom: typed(facts.agesFrom),
		agesTo: typed(facts.agesTo),
		minutes: typed(facts.minutes),
		licence,
		cost,
		language,
		accessibleFormats,
		appliesTo,
		reviewBy
	};
}

/** A whole number, null for none, NaN for anything else. */
export function numberOf(typed: string): number | null {
	const text = typed.trim();
	if (text === '') return null;
	return /^\d{1,6}$/.test(text) ? Number(text) : NaN;
}

/** What the browser can tell before it is sent; the server checks the rest. */
export function problemsOf(draft: FactsDraft, form: 'LINK' | 'TEXT' | 'DOCUMENT'): Problem[] {
	const found: Problem[] = [];
	if (form === 'LINK' && draft.address.trim() === '') {
		found.push({ field: 'address', message: m.resource_address_missing() });
	}
	if (draft.format === '') found.push({ field: 'format', message: m.resource_format_missing() });
	if (draft.audiences.length === 0) {
		found.push({ field: 'audiences', message: m.resource_audience_missing() });
	}
	for (const field of ['agesFrom', 'agesTo', 'minutes'] as const) {
		if (Number.isNaN(numberOf(draft[field]))) {
			found.push({ field, message: m.resource_number_wrong() });
		}
	}
	return found;
}

/** As the server is sent them. To be asked once there are no problems. */
export function factsInput(draft: FactsDraft): ResourceFactsInput {
	const { address, format, reviewBy: _, agesFrom, agesTo, minutes, ...rest } = draft;
	return {
		...rest,
		address: address.trim() === '' ? null : address,
		format: format === '' ? 'GUIDE' : format,
		agesFrom: numberOf(agesFrom),
		agesTo: numberOf(agesTo),
		minutes: numberOf(minutes)
	};
}
