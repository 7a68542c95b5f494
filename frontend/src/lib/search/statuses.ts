// What is said of a search that found nothing.
import type { NoteSearchMissStatus } from '#lib/graphql/types.ts';
import { m } from '#messages';

export const NOTE_SEARCH_MISS = {
	NOTED: m.search_noted
} satisfies Record<NoteSearchMissStatus, () => string>;
