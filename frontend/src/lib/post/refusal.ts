// What a refused form shows: the server's own words about each field, or the
// one message that the outcome has.
import type { Draft } from '#lib/ui/form/draft.svelte.ts';
import type { Problem } from '#lib/ui/form/problems.svelte.ts';

/** `prefix` stands before the field's name where a page has two such forms. */
export function refusal(problems: readonly Problem[], words: string, prefix = ''): Problem[] {
	if (problems.length === 0) return [{ field: null, message: words }];
	return problems.map(({ field, message }) => ({
		field: field === null ? null : prefix + field,
		message
	}));
}

/**
 * Refused because an earlier version was posted with the draft's key: the draft
 * gets a fresh one, so that its words can be posted, and the problem is about
 * the form as a whole.
 */
export function withFreshKey(problems: readonly Problem[], draft: Draft<object>): Problem[] {
	return problems.map((problem) => {
		if (problem.field !== 'idempotencyKey') return problem;
		draft.renewKey();
		return { ...problem, field: null };
	});
}
