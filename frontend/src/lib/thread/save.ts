// Keeping a thread for later, and no longer.
import { request } from '#lib/graphql/request.ts';
import { refusal } from '#lib/post/refusal.ts';
import type { Problems } from '#lib/ui/form/problems.svelte.ts';
import type { OpenThread } from './openThread.svelte.ts';
import { SaveThreadDocument } from './saveThread.graphql.ts';
import { SAVE_THREAD } from './statuses.ts';

/** What to say when it is done; null where `problems` says why not. */
export async function saveThread(thread: OpenThread, problems: Problems): Promise<string | null> {
	const on = !thread.viewerSaved;
	const input = { thread: thread.id, on };
	const answer = await problems.during(request(SaveThreadDocument, { input }));
	if (!answer) return null;
	const { status, problems: refused } = answer.saveThread;
	switch (status) {
		case 'SAVED':
			thread.viewerSaved = on;
			return SAVE_THREAD[status]();
		case 'NOT_FOUND':
			problems.show(refusal(refused, SAVE_THREAD[status]()));
			return null;
		default:
			return status satisfies never;
	}
}
