// What the browser can tell about a text before it is sent. The server checks
// the same again; these words are for whoever is still typing.
import { m } from '#messages';
import { bodyLength, isBlank } from '#lib/editor/text.ts';
import { length } from '#lib/ui/form/length.ts';
import limits from '#lib/ui/form/limits.json' with { type: 'json' };

interface Written {
	title?: string;
	/** HTML. */
	body: string;
	topics?: readonly string[];
}

export interface WritingProblem {
	field: 'title' | 'body' | 'topics';
	message: string;
}

/** Whether no character is only half there, as of an emoji that was cut in two. */
const isWhole = (text: string) => !/\p{Surrogate}/u.test(text);

export function problemsOf({ title, body, topics }: Written): WritingProblem[] {
	const found: WritingProblem[] = [];
	if (title !== undefined) {
		if (title.trim() === '') found.push({ field: 'title', message: m.ask_title_missing() });
		else if (!isWhole(title)) found.push({ field: 'title', message: m.ask_title_cut() });
		else if (length(title.trim()) > limits.title) {
			found.push({ field: 'title', message: m.ask_title_too_long({ limit: limits.title }) });
		}
	}
	if (isBlank(body)) found.push({ field: 'body', message: m.ask_body_missing() });
	else if (!isWhole(body)) found.push({ field: 'body', message: m.ask_body_cut() });
	else if (bodyLength(body) > limits.body) {
		const limit = limits.body.toLocaleString('en-GB');
		found.push({ field: 'body', message: m.ask_body_too_long({ limit }) });
	}
	if (topics !== undefined) {
		if (topics.length === 0) found.push({ field: 'topics', message: m.ask_topics_missing() });
		else if (topics.length > limits.topicsPerThread) {
			const limit = limits.topicsPerThread;
			found.push({ field: 'topics', message: m.topic_too_many({ limit }) });
		}
	}
	return found;
}
