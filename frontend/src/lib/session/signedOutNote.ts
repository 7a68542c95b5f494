// "You are signed out." is said on the page after, which is loaded as a whole.
const KEY = 'cove:farewell';

export function noteSignedOut(): void {
	try {
		sessionStorage.setItem(KEY, '1');
	} catch {
		// Without storage the front page says it by offering to sign in.
	}
}

/** Whether it is to be said; once. */
export function takeSignedOutNote(): boolean {
	try {
		const left = sessionStorage.getItem(KEY) !== null;
		sessionStorage.removeItem(KEY);
		return left;
	} catch {
		return false;
	}
}
