// A link from an email carries a secret, behind "#": what stands there is sent
// to no server, so no log of requests holds it. Once it was used, or found to be
// used up, the page takes it out of the address bar, so that it is neither
// copied along nor left in the history.
import { replaceState } from '$app/navigation';

/** The token in the part of an address behind "#", or null. */
export function tokenIn(hash: string): string | null {
	return new URLSearchParams(hash.slice(1)).get('token');
}

export function dropToken(): void {
	replaceState(location.pathname, {});
}
