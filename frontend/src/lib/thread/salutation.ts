// "Priya, …": whom a reply speaks to stands first, the words are the member's own.

import { escaped } from '#lib/editor/text.ts';

/**
 * The words (HTML) with the salutation in front, in place of another one that was put
 * there (`others`). Words that begin without one stay as they are.
 */
export function addressed(body: string, salutation: string, others: readonly string[]): string {
	if (body === '') return `<p>${escaped(salutation)}</p>`;
	const [, words] = /^<p>([^<]*)/.exec(body) ?? [];
	const before = others.map(escaped).find((other) => `${words} `.startsWith(other));
	if (words === undefined || before === undefined) return body;
	return `<p>${escaped(salutation)}${words.slice(before.length)}${body.slice('<p>'.length + words.length)}`;
}
