// The step between "send me the email" and typing its code. Reading mail on a
// phone can throw this page out of memory, so the step is kept in the tab for
// as long as the code may work: its mail may leave a day late.
const KEY = 'cove:sign-in';
const WORKS_FOR_MS = 24.5 * 60 * 60_000;

export interface PendingSignIn {
	email: string;
	sharedComputer: boolean;
	/** No email more goes there this hour: what was sent before is to be used. */
	full?: boolean;
}

export function rememberPending(pending: PendingSignIn | null): void {
	try {
		if (pending === null) sessionStorage.removeItem(KEY);
		else sessionStorage.setItem(KEY, JSON.stringify({ ...pending, at: Date.now() }));
	} catch {
		// Without storage the step lasts as long as the page does.
	}
}

export function pendingSignIn(): PendingSignIn | null {
	try {
		const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as
			(PendingSignIn & { at: number }) | null;
		return kept !== null && Date.now() - kept.at < WORKS_FOR_MS ? kept : null;
	} catch {
		return null;
	}
}
