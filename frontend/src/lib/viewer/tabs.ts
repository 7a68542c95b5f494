// What the tabs of one browser tell each other: who is signed in now. A message
// reaches those that are running; a mark stays for those that were frozen, or
// come back by the Back button, and look when they are seen again.
const NAME = 'cove:signed-in';
const NOBODY = 'nobody';

/** A member's id; null when they signed out. */
export type SignedIn = string | null;

let channel: BroadcastChannel | null | undefined;

function line(): BroadcastChannel | null {
	channel ??= 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : null;
	return channel;
}

/** Who signed in or out last; undefined where that is not known. */
export function lastSignedIn(): SignedIn | undefined {
	try {
		const mark = localStorage.getItem(NAME);
		if (mark === null) return undefined;
		return mark === NOBODY ? null : mark;
	} catch {
		// Storage can be switched off; then the server is asked instead.
		return undefined;
	}
}

/** Tells all other tabs. */
export function tellTabs(member: SignedIn): void {
	try {
		localStorage.setItem(NAME, member ?? NOBODY);
	} catch {
		// As above.
	}
	line()?.postMessage(member);
}

/** Gives the way to stop listening. */
export function hearTabs(heard: (member: SignedIn) => void): () => void {
	line()?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
		if (data === null || typeof data === 'string') heard(data);
	});
	return () => {
		channel?.close();
		channel = undefined;
	};
}
