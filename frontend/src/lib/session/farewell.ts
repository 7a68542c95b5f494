// What is said on the page after, which is loaded as a whole: "You are signed
// out.", or that a request to join is taken back.
const KEY = 'cove:farewell';

export type Farewell = 'signedOut' | 'withdrawn';

export function noteFarewell(farewell: Farewell): void {
	try {
		sessionStorage.setItem(KEY, farewell);
	} catch {
		// Without storage the front page says it by offering to sign in.
	}
}

/** What is to be said; once. */
export function takeFarewell(): Farewell | null {
	try {
		const farewell = sessionStorage.getItem(KEY);
		sessionStorage.removeItem(KEY);
		return farewell === 'signedOut' || farewell === 'withdrawn' ? farewell : null;
	} catch {
		return null;
	}
}
