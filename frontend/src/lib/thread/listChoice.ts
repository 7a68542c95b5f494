// A list of threads as its address says it: what it is narrowed to, and in
// which order it stands.
import type { ThreadFilter, ThreadKind, ThreadOrder } from '#lib/graphql/types.ts';
import { KIND } from './kind.ts';
import type { ThreadFiltersQuery } from './threadFilters.graphql.ts';

export interface Choice {
	kind: ThreadKind | '';
	/** Slugs, as they stand in the address. */
	topic: string;
	sector: string;
	unanswered: boolean;
	following: boolean;
	mine: boolean;
	saved: boolean;
	/** By whom: the end of their id. */
	by: string;
	order: ThreadOrder;
}

export const EVERYTHING: Choice = {
	kind: '',
	topic: '',
	sector: '',
	unanswered: false,
	following: false,
	mine: false,
	saved: false,
	by: '',
	order: 'LATEST_ACTIVITY'
};

/** The kinds by their names in an address. */
const KINDS = Object.fromEntries(
	(Object.keys(KIND) as ThreadKind[]).map((kind) => [kind.toLowerCase(), kind])
);

export const kindNamed = (name: string | null): ThreadKind | undefined => KINDS[name ?? ''];

const ORDERS: Record<string, ThreadOrder> = {
	latest: 'LATEST_ACTIVITY',
	newest: 'NEWEST',
	unanswered: 'UNANSWERED_FIRST'
};

/** What an address asks for. Words it does not know are passed over. */
export function choiceOf(params: URLSearchParams): Choice {
	const said = (name: string) => params.get(name) ?? '';
	return {
		kind: kindNamed(said('kind')) ?? '',
		topic: said('topic'),
		sector: said('sector'),
		unanswered: said('unanswered') === 'yes',
		following: said('following') === 'yes',
		mine: said('mine') === 'yes',
		saved: said('saved') === 'yes',
		by: /^[0-9a-f]{32}$/.test(said('by')) ? said('by') : '',
		order: ORDERS[said('order')] ?? EVERYTHING.order
	};
}

/** The address of a list; what is not narrowed is not in it. */
export function listAddress(part: Partial<Choice>): string {
	const choice = { ...EVERYTHING, ...part };
	const params = new URLSearchParams();
	const nameOf = (names: Record<string, string>, value: string) =>
		Object.keys(names).find((name) => names[name] === value);
	if (choice.kind !== '') params.set('kind', nameOf(KINDS, choice.kind) ?? '');
	if (choice.topic !== '') params.set('topic', choice.topic);
	if (choice.sector !== '') params.set('sector', choice.sector);
	for (const name of ['unanswered', 'following', 'mine', 'saved'] as const) {
		if (choice[name]) params.set(name, 'yes');
	}
	if (choice.by !== '') params.set('by', choice.by);
	if (choice.order !== EVERYTHING.order) params.set('order', nameOf(ORDERS, choice.order) ?? '');
	const query = params.toString();
	return query === '' ? '/threads' : `/threads?${query}`;
}

/** The API id of the member whose threads it lists. */
export const memberOf = ({ by }: Choice): string => `member:${by}`;

/** What the server is asked for; null when the address names a topic or sector that is not there. */
export function filterOf(
	choice: Choice,
	{ topics, sectors }: Pick<ThreadFiltersQuery, 'topics' | 'sectors'>,
	me: string
): ThreadFilter | null {
	const topic = topics.find(({ slug }) => slug === choice.topic);
	const sector = sectors.find(({ slug }) => slug === choice.sector);
	if ((choice.topic !== '' && !topic) || (choice.sector !== '' && !sector)) return null;
	return {
		...(choice.kind !== '' && { kind: choice.kind }),
		...(topic && { topic: topic.id }),
		...(sector && { sector: sector.id }),
		...(choice.unanswered && { unanswered: true }),
		...(choice.following && { following: true }),
		...(choice.by !== '' && { author: memberOf(choice) }),
		...(choice.mine && { author: me }),
		...(choice.saved && { saved: true })
	};
}
