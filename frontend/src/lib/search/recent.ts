// What was looked for on this device, by the member who did, the latest first. It
// stays here: the server is told nothing of it.
import { session } from '#lib/viewer/viewer.svelte.ts';

const KEPT = 6;

const key = () => `cove.searches.${session.viewer?.member.id ?? ''}`;

export function recentSearches(): string[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(key()) ?? '[]');
		if (!Array.isArray(kept)) return [];
		return kept.filter((words): words is string => typeof words === 'string').slice(0, KEPT);
	} catch {
		// No room or no leave to keep anything: then there are none.
		return [];
	}
}

export function rememberSearch(words: string): void {
	const others = recentSearches().filter((other) => other.toLowerCase() !== words.toLowerCase());
	try {
		localStorage.setItem(key(), JSON.stringify([words, ...others].slice(0, KEPT)));
	} catch {
		// As above.
	}
}

export function forgetSearches(): void {
	try {
		localStorage.removeItem(key());
	} catch {
		// As above.
	}
}
