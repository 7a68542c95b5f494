// What is behind "More" under a post: fetched when it is first opened.
import { goto } from '$app/navigation';
import { m } from '#messages';
import { keyOf } from '#lib/thread/address.ts';
import type { OpenThread, ThreadPost } from '#lib/thread/openThread.svelte.ts';
import type { MenuItem } from '#lib/ui/menuItem.ts';
import type { Problems } from '#lib/ui/form/problems.svelte.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';
import type { PostTask } from './tasks.ts';

interface Acts {
	/** Opens what the task needs. */
	ontask: (task: PostTask) => void;
	quote: () => void;
	/** Thanks, where the row has no room for it. */
	thank: { label: string; onselect: () => void } | null;
	/** What came of it. */
	say: (words: string) => void;
	problems: Problems;
}

export function menuOf(
	post: ThreadPost,
	thread: OpenThread,
	{ ontask, quote, thank, say, problems }: Acts
): MenuItem[] {
	const visible = post.state === 'VISIBLE';
	const opens = thread.opensWith(post);
	const list: MenuItem[] = [];
	const add = (label: string, task: PostTask, danger = false) =>
		list.push({ label, onselect: () => ontask(task), danger });

	// What stands behind a note is not carried to where there is none.
	if (visible && !thread.closed && !post.contentNote) {
		list.push({ label: m.post_quote(), onselect: quote });
	}
	if (thank) list.push({ ...thank, chosen: post.viewerReactions.includes('THANKS') });
	if (opens) {
		list.push({
			label: m.thread_save(),
			chosen: thread.viewerSaved,
			onselect: async () => {
				const { saveThread } = await import('#lib/thread/save.ts');
				say((await saveThread(thread, problems)) ?? '');
			}
		});
		const share = () => import('#lib/thread/share.ts');
		list.push(
			{
				label: m.share_copy(),
				onselect: async () => {
					const told = await (await share()).copyLink(thread);
					if (told.copied) say(told.words);
					else problems.show([{ field: null, message: told.words }]);
				}
			},
			{ label: m.share_email(), onselect: async () => (await share()).shareByEmail(thread) },
			{ label: m.share_print(), onselect: async () => (await share()).printThread(thread) }
		);
		if (
			visible &&
			(thread.isOwn || session.isCoordinator) &&
			!thread.closed &&
			thread.kind !== 'RESOURCE'
		) {
			list.push({
				label: m.summary_write(),
				onselect: () => void goto(`/summary/${keyOf(thread.id)}`)
			});
		}
	}
	if (post.viewerIsAuthor) {
		if (!thread.locked) add(m.post_edit(), 'edit');
		if (post.editedAt) add(m.post_revisions(), 'revisions');
	} else if (visible) {
		add(m.post_report(), 'report');
	}
	if (session.isCoordinator) {
		if (opens && thread.pinned) add(m.thread_unpin(), 'unpin');
		else if (opens && visible) add(m.thread_pin(), 'pin');
		if (post.state === 'HIDDEN') add(m.post_restore(), 'restore');
		else add(m.post_hide(), 'hide', true);
	}
	if (post.viewerIsAuthor) add(m.post_withdraw(), 'withdraw', true);
	return list;
}
