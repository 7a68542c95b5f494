// Which addresses are for whom. A new page is for members until it is named here.
export type Gate =
	/** Anyone, at once: nothing is asked first. */
	| 'open'
	/** People who are not signed in; others are sent where they belong. */
	| 'signedOut'
	/** The same, and those who may ask again: declined, or gone. */
	| 'joining'
	/** Signed in, not a member: waiting, declined, or access paused. */
	| 'waiting'
	/** Active members. */
	| 'member';

const GATES: Record<string, Gate> = {
	'/sign-in': 'signedOut',
	'/sign-in/confirm': 'open',
	'/join': 'joining',
	'/join/confirm': 'open',
	'/join/status': 'waiting'
};

export function gateFor(route: string | null): Gate {
	// No route is the not-found page, which anyone may see.
	if (route === null || route.startsWith('/(public)')) return 'open';
	return GATES[route] ?? 'member';
}

/** Where to go after signing in: only ever a page of our own. */
export function safeNext(next: string | null): string {
	if (next === null || !next.startsWith('/')) return '/home';
	// As the browser will read it: it drops tabs and line ends, and takes two
	// slashes of either kind for another host.
	const here = 'http://here.invalid';
	try {
		const to = new URL(next, here);
		return to.origin === here ? to.pathname + to.search + to.hash : '/home';
	} catch {
		return '/home';
	}
}
