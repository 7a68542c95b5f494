// A search as its address says it.
import type { SearchKind } from '#lib/graphql/types.ts';
import { m } from '#messages';

export interface SearchChoice {
	q: string;
	/** Only of this kind. */
	kind: SearchKind | '';
	/** The slug of a topic. */
	topic: string;
	/** By whom: the end of their id. */
	from: string;
	unanswered: boolean;
}

const EVERYTHING: SearchChoice = { q: '', kind: '', topic: '', from: '', unanswered: false };

/** What is found, in the order of the tabs. */
export const FOUND = {
	THREAD: m.search_threads,
	REPLY: m.search_replies,
	RESOURCE: m.resource_library,
	COLLECTION: m.collections,
	MEMBER: m.search_people
} satisfies Record<SearchKind, () => string>;

export const FOUND_KINDS = Object.keys(FOUND) as SearchKind[];

/** What an address asks for. Words it does not know are passed over. */
export function searchChoiceOf(params: Pick<URLSearchParams, 'get'>): SearchChoice {
	const said = (name: string) => params.get(name) ?? '';
	return {
		q: said('q').trim(),
		kind: FOUND_KINDS.find((kind) => kind.toLowerCase() === said('kind')) ?? '',
		topic: said('topic'),
		from: /^[0-9a-f]{32}$/.test(said('from')) ? said('from') : '',
		unanswered: said('unanswered') === 'yes'
	};
}

/** The address of a search; what it is not narrowed to is not in it. */
export function searchAddress(part: Partial<SearchChoice>): string {
	const choice = { ...EVERYTHING, ...part };
	const params = new URLSearchParams();
	if (choice.q !== '') params.set('q', choice.q);
	if (choice.kind !== '') params.set('kind', choice.kind.toLowerCase());
	if (choice.topic !== '') params.set('topic', choice.topic);
	if (choice.from !== '') params.set('from', choice.from);
	if (choice.unanswered) params.set('unanswered', 'yes');
	const query = params.toString();
	return query === '' ? '/search' : `/search?${query}`;
}

/** Whether it is narrowed beside its words and its tab. */
export const isNarrowed = ({ topic, from, unanswered }: SearchChoice): boolean =>
	topic !== '' || from !== '' || unanswered;
