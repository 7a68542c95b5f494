// What this browser calls itself by, so that a link or a code from an email is
// seen to be used where it was asked for. Random, kept here, and of no use
// anywhere else.
const KEY = 'cove:browser';

export function browserName(): string | null {
	try {
		const kept = localStorage.getItem(KEY);
		if (kept !== null && /^[0-9a-f]{64}$/.test(kept)) return kept;
		const bytes = crypto.getRandomValues(new Uint8Array(32));
		const name = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
		localStorage.setItem(KEY, name);
		return name;
	} catch {
		// Without storage the server tells browsers by what they are.
		return null;
	}
}
