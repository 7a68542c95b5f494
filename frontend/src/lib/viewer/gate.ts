// Where signing in may lead: only ever to a page of our own.
import { addressOf, ROUTES } from './routes.ts';

const HOME = '/home';

/** The server keeps no more of a way back. */
const LONGEST = 512;

// Nothing in a path of ours is encoded: `%2f` and the like are somebody's trick.
const PATHS = Object.entries(ROUTES)
	.filter(([, { back }]) => back)
	.map(([route]) => addressOf(route).replace('/[[slug]]', '(?:/[\\w-]+)?'))
	.map((path) => new RegExp(`^${path.replace('[id]', '[\\w:-]+')}$`));

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
