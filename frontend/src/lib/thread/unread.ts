// What is new in a thread, and how far it was read.
interface Readable {
	id: string;
	state: string;
	createdAt: string;
	viewerIsAuthor: boolean;
}

/** Whether a post by somebody else came after what was read; all of it, for who never opened the thread. */
export function isNew(post: Readable, readUntil: string | null): boolean {
	if (post.state !== 'VISIBLE' || post.viewerIsAuthor) return false;
	return readUntil === null || Date.parse(post.createdAt) > Date.parse(readUntil);
}

/**
 * The last post up to which everything was read before or has been seen, in the
 * order of the thread: none while the opening is still to be seen. What was
 * seen beyond a gap does not count, because the server keeps one moment a thread.
 */
export function readUpTo(
	posts: readonly Readable[],
	readUntil: string | null,
	seen: ReadonlySet<string>
): string | null {
	const next = posts.findIndex((post) => isNew(post, readUntil) && !seen.has(post.id));
	return (next === -1 ? posts.at(-1) : posts[next - 1])?.id ?? null;
}
