// A collection as the form has it.
import type { ArrangementInput } from '#lib/graphql/types.ts';
import { length } from '#lib/ui/form/length.ts';
import limits from '#lib/ui/form/limits.json';
import type { Problem } from '#lib/ui/form/problems.svelte.ts';
import { m } from '#messages';

export interface EntryDraft {
	/** The id and the title of the resource. */
	id: string;
	title: string;
	heading: string;
	words: string;
}

export interface CollectionDraft {
	title: string;
	intro: string;
	entries: EntryDraft[];
	/** The id of the collection that it comes after; empty for the first. */
	after: string;
	reason: string;
	/** The version that is changed. */
	version: number;
}

export const NO_COLLECTION: CollectionDraft = {
	title: '',
	intro: '',
	entries: [],
	after: '',
	reason: '',
	version: 0
};

interface Arranged {
	title: string;
	intro: string;
	version: number;
	entries: readonly {
		heading: string;
		words: string;
		resource: { id: string; title: string };
	}[];
}

/** What is there now, to be changed. */
export const draftOf = (collection: Arranged, after: string): CollectionDraft => ({
	title: collection.title,
	intro: collection.intro,
	entries: collection.entries.map(({ heading, words, resource }) => ({
		id: resource.id,
		title: resource.title,
		heading,
		words
	})),
	after,
	reason: '',
	version: collection.version
});

export const arrangementOf = (draft: CollectionDraft): ArrangementInput => ({
	title: draft.title,
	intro: draft.intro,
	entries: draft.entries.map(({ id, heading, words }) => ({ resource: id, heading, words })),
	after: draft.after === '' ? null : draft.after
});

/** What must be put right before it is sent. */
export function problemsOf(draft: CollectionDraft): Problem[] {
	const found: Problem[] = [];
	const missing = (field: 'title' | 'intro' | 'reason', message: string) => {
		if (draft[field].trim() === '') found.push({ field, message });
	};
	missing('title', m.collection_title_missing());
	missing('intro', m.collection_intro_missing());
	if (
		draft.entries.some(
			({ heading, words }) =>
				length(heading.trim()) > limits.collectionHeading ||
				length(words.trim()) > limits.collectionWords
		)
	) {
		found.push({ field: 'entries', message: m.collection_words_long() });
	}
	missing('reason', m.reason_missing());
	return found;
}
