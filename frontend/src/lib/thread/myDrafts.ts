// What a member began to write on this device, and where to go on with it.
import { lineOf } from '#lib/editor/text.ts';
import { draftsOf } from '#lib/ui/form/drafts.ts';
import { keyOf } from './address.ts';

export interface MyDraft {
	key: string;
	/** The title, or the words themselves. */
	words: string;
	href: string;
}

const REPLY = 'reply:';

/** Questions and replies, the newest first: an edit is found where its post is. */
export function myDrafts(member: string): MyDraft[] {
	return draftsOf<Record<string, unknown>>(member).flatMap(({ key, form, value }) => {
		const { title, body } = value;
		const words =
			(typeof title === 'string' && title) || (typeof body === 'string' && lineOf(body));
		if (!words) return [];
		if (form === 'ask') return [{ key, words, href: '/ask' }];
		if (!form.startsWith(REPLY)) return [];
		return [{ key, words, href: `/threads/${keyOf(form.slice(REPLY.length))}` }];
	});
}
