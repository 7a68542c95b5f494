// What a refused form shows: the server's own words about each field, or the
// one message that the outcome has.
import type { Problem } from '#lib/ui/problems.svelte.ts';

/** `prefix` stands before the field's name where a page has two such forms. */
export function refusal(problems: readonly Problem[], words: string, prefix = ''): Problem[] {
	if (problems.length === 0) return [{ field: null, message: words }];
	return problems.map(({ field, message }) => ({
		field: field === null ? null : prefix + field,
		message
	}));
}
