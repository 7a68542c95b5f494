// Passing a thread on: to members, for nobody else can open it.
import { tick } from 'svelte';
import { m } from '#messages';
import { keyOf, threadAddress } from './address.ts';
import type { OpenThread } from './openThread.svelte.ts';

/** The readable end of an address is the title: not where a note stands before it. */
const linkTo = (thread: OpenThread) =>
	location.origin +
	(thread.opening.contentNote ? `/threads/${keyOf(thread.id)}` : threadAddress(thread));

/** Puts the link where one pastes from; the words for what became of it. */
export async function copyLink(thread: OpenThread): Promise<{ copied: boolean; words: string }> {
	try {
		await navigator.clipboard.writeText(linkTo(thread));
		return { copied: true, words: m.share_copied() };
	} catch {
		// The browser, or whoever set it up, does not allow it.
		return { copied: false, words: m.share_not_copied() };
	}
}

/**
 * Opens an email with the title and the link. A subject shows on locked screens:
 * it names nothing.
 */
export function shareByEmail(thread: OpenThread): void {
	const subject = encodeURIComponent(m.share_subject());
	const title = thread.opening.contentNote ? '' : `${thread.title}\r\n`;
	const body = encodeURIComponent(`${title}${linkTo(thread)}\r\n`);
	location.assign(`mailto:?subject=${subject}&body=${body}`);
}

/** Prints all of it: what is not loaded yet is fetched first. */
export async function printThread(thread: OpenThread): Promise<void> {
	while (thread.replies.cursor !== null && thread.replies.failure === null) {
		await thread.replies.loadMore();
	}
	await tick();
	print();
}
