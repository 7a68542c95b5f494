// What a visit asks for first. On a phone line the scripts take a second to
// arrive, and the answer would only be asked for after them: the page itself
// sends these requests, in an inline script (`hooks.server.ts`), and `request`
// takes the answers over.
import type { TypedDocument } from './operation.ts';

export interface Prefetched {
	answer: Promise<Response>;
	/** Gives it up; nothing else would end a request that never answers. */
	line: AbortController;
}

/** An operation as it travels; an early request is found again by these very words. */
export function bodyOf<Data, Variables>(
	document: TypedDocument<Data, Variables>,
	variables: Variables | undefined
): string {
	return JSON.stringify({ query: document.toString(), variables: variables ?? {} }, whole);
}

/**
 * Half of an emoji, which an editor may leave when it cuts by length, is no text
 * and cannot be sent. Forms say so where they can; elsewhere it goes.
 */
function whole(_key: string, value: unknown): unknown {
	return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '') : value;
}

/**
 * Also part of the inline script, so it stands on its own. There nobody knows
 * yet who is looking; each answer says for whom it is.
 */
export function send(body: string, signal: AbortSignal, member?: string | null): Promise<Response> {
	return fetch('/graphql', {
		method: 'POST',
		credentials: 'same-origin',
		headers: {
			'Content-Type': 'application/json',
			Accept: 'application/json',
			// No other site can send this header with a member's cookie.
			'X-Cove-Request': '1',
			// The member that the page was made for.
			...(member ? { 'X-Cove-Member': member } : {})
		},
		body,
		// What is sent while a tab goes away still arrives.
		keepalive: document.visibilityState === 'hidden',
		signal
	});
}

/** The early request with these words, once. */
export function takePrefetched(body: string): Prefetched | undefined {
	const early = globalThis.covePrefetched?.get(body);
	globalThis.covePrefetched?.delete(body);
	return early;
}
