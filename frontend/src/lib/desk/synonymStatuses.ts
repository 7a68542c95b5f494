// What became of words that mean the same.
import type { DecisionStatus, SaveSynonymsStatus } from '#lib/graphql/types.ts';
import { m } from '#messages';

export const SAVE_SYNONYMS = {
	SAVED: m.desk_words_saved,
	INVALID: m.desk_words_refused,
	NOT_FOUND: m.desk_words_gone
} satisfies Record<SaveSynonymsStatus, () => string>;

export const REMOVE_SYNONYMS = {
	DONE: m.desk_words_removed,
	INVALID: m.desk_words_refused,
	ALREADY: m.desk_words_gone,
	NOT_FOUND: m.desk_words_gone
} satisfies Record<DecisionStatus, () => string>;
