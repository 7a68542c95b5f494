// What people said in a thread, to begin a summary with: their first words, and never
// who they are. What you learn, you may use; who said it, you never say.
import { escaped, textOf } from '#lib/editor/text.ts';
import { m } from '#messages';
import type { ToSummariseQuery } from './toSummarise.graphql.ts';

type Thread = NonNullable<ToSummariseQuery['thread']>;
type Reply = Thread['replies']['nodes'][number];

export interface Answer {
	id: string;
	/** "A colleague in education". */
	who: string;
	words: string;
	helped: boolean;
	useful: number;
}

/** Characters of an answer that a summary begins with. */
const FIRST_WORDS = 180;
const MENTION = /<span data-id="member:[^"]*">[^<]*<\/span>/g;

/** The beginning, cut where a sentence ends, or else a word. */
export function firstWords(body: string, limit = FIRST_WORDS): string {
	const text = textOf(body.replaceAll(MENTION, m.summary_somebody()));
	const words = text.replaceAll(/^- /gm, '').replaceAll(/\s+/g, ' ').trim();
	if (words.length <= limit) return words;
	const cut = words.slice(0, limit);
	const sentence = /^.*[.!?](?=\s)/.exec(cut)?.[0] ?? '';
	return sentence.length > limit / 3 ? sentence : `${cut.replace(/\s+\S*$/, '')} …`;
}

/** "A colleague in education"; an abbreviation keeps its capitals, and "Other" says nothing. */
function colleague({ author }: Reply): string {
	if (!author.isNamed || author.sector === null) return m.summary_colleague();
	const { name } = author.sector;
	if (name === 'Other') return m.summary_colleague();
	const sector = /^\p{Lu}{2}/u.test(name) ? name : name[0]?.toLocaleLowerCase() + name.slice(1);
	return m.summary_colleague_in({ sector });
}

/** What others said and may be passed on, the one that helped first, then the most useful. */
export function answersOf({ replies, acceptedAnswer }: Thread): Answer[] {
	return replies.nodes
		.filter(
			({ state, viewerIsAuthor, contentNote }) =>
				state === 'VISIBLE' && !viewerIsAuthor && contentNote === null
		)
		.map((reply) => ({
			id: reply.id,
			who: colleague(reply),
			words: firstWords(reply.body),
			helped: reply.id === acceptedAnswer?.id,
			useful: reply.reactions.find(({ reaction }) => reaction === 'USEFUL')?.count ?? 0
		}))
		.filter(({ words }) => words !== '')
		.toSorted((a, b) => Number(b.helped) - Number(a.helped) || b.useful - a.useful);
}

/** As the end of a body: an item each. */
export function asList(answers: readonly Answer[]): string {
	const items = answers.map(({ who, words }) => `<li><p>${escaped(`${who}: ${words}`)}</p></li>`);
	return `<ul>${items.join('')}</ul>`;
}
