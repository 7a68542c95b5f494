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

/**
 * The pages that signing in may lead back to, as SvelteKit names their routes. A
 * test compares them with the folders: a new page is written down here, or there
 * as one that nobody comes back to.
 */
export const WAYS_BACK = [
	'/accessibility',
	'/ask',
	'/desk',
	'/desk/audit',
	'/desk/digest',
	'/desk/organisations',
	'/desk/people',
	'/help-now',
	'/home',
	'/house-rules',
	'/join/status',
	'/notifications',
	'/privacy',
	'/settings',
	'/threads',
	'/threads/[id]/[[slug]]'
];

const HOME = '/home';

/** The server keeps no more of a way back. */
const LONGEST = 512;

// Nothing in a path of ours is encoded: `%2f` and the like are somebody's trick.
const PATHS = WAYS_BACK.map(
	(route) =>
		new RegExp(`^${route.replace('/[[slug]]', '(?:/[\\w-]+)?').replace('[id]', '[\\w:-]+')}$`)
);

/**
 * Where to go after signing in: only ever a page of our own, wherever `next`
 * comes from. Whatever else it is leads home.
 */
export function safeNext(next: string | null | undefined): string {
	if (!next || next.length > LONGEST) return HOME;
	// One slash, and nothing that a browser leaves out or turns into a slash.
	if (!/^\/(?!\/)[\x21-\x7e]*$/.test(next) || next.includes('\\')) return HOME;
	// Then as the browser will read it: "/.//elsewhere" becomes "//elsewhere".
	const here = 'http://here.invalid';
	let to: URL;
	try {
		to = new URL(next, here);
	} catch {
		return HOME;
	}
	if (to.origin !== here || !PATHS.some((path) => path.test(to.pathname))) return HOME;
	// A part of a page has a plain name.
	const part = /^#[\w-]+$/.test(to.hash) ? to.hash : '';
	return to.pathname + to.search + part;
}

/**
 * Where to sign in, so as to come back to this page. What stands behind "#" may
 * be the secret of a link from an email, which must not get into an address that
 * is sent to the server: only pages to come back to are named.
 */
export function signInFrom(page: Pick<URL, 'pathname' | 'search' | 'hash'>): string {
	return `/sign-in?next=${encodeURIComponent(safeNext(page.pathname + page.search + page.hash))}`;
}
