// "Priya, …": whom a reply speaks to stands first, the words are the member's own.

/**
 * The words with the salutation in front, in place of another one that was put
 * there (`others`). Words that begin without one stay as they are.
 */
export function addressed(words: string, salutation: string, others: readonly string[]): string {
	if (words.trim() === '') return salutation;
	const before = others.find((other) => `${words} `.startsWith(other));
	return before === undefined ? words : salutation + words.slice(before.length);
}
