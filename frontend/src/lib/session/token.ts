// A link from an email carries a secret. Once it was used, or found to be used
// up, the page takes it out of the address bar, so that it is neither copied
// along nor left in the history.
import { replaceState } from '$app/navigation';

/** The `token` in the page's own address, or null. */
export function tokenInAddress(): string | null {
	return new URLSearchParams(location.search).get('token');
}

export function dropToken(): void {
	replaceState(location.pathname, {});
}
