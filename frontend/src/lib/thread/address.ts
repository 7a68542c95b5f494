// Where a thread lives: `/threads/<id>/<slug>`. The id decides; the slug is
// there for people who read addresses.

/** The part of an API id ("thread:…") that stands in an address. */
export function keyOf(id: string): string {
	return id.slice(id.indexOf(':') + 1);
}

/** The API id of the thread that an address names, or null when it names none. */
export function threadIdOf(key: string): string | null {
	return /^[0-9a-f]{32}$/.test(key) ? `thread:${key}` : null;
}

/** The element on the thread page that holds a post. */
export function anchorOf(postId: string): string {
	return `post-${keyOf(postId)}`;
}

/** The post that the part of an address behind # names: null for none, false for one that cannot be. */
export function postIdOf(hash: string): string | false | null {
	if (!hash.startsWith('#post-')) return null;
	const key = hash.slice('#post-'.length);
	return /^[0-9a-f]{32}$/.test(key) && `post:${key}`;
}

/** The address of a thread, or of one post in it. */
export function threadAddress(thread: { id: string; slug: string }, post?: string): string {
	const address = `/threads/${keyOf(thread.id)}/${thread.slug}`;
	return post === undefined ? address : `${address}#${anchorOf(post)}`;
}
