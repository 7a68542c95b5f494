// The library as its address says it, and fetching it.
import { request } from '#lib/graphql/request.ts';
import type {
	AgeBand,
	Audience,
	ResourceFilter,
	ResourceFormat,
	ResourceOrder,
	ResourceState
} from '#lib/graphql/types.ts';
import { TopicChoicesDocument, type TopicChoicesQuery } from '#lib/thread/topicChoices.graphql.ts';
import limits from '#lib/ui/form/limits.json';
import type { Page } from '#lib/ui/pagedList.svelte.ts';
import { FirstResourcesDocument, type FirstResourcesQuery } from './firstResources.graphql.ts';
import { ResourcesDocument, type ResourcesQuery } from './resources.graphql.ts';
import { AGE, AUDIENCE, FORMAT, ORDER, STATE } from './words.ts';

export type ResourceRow = ResourcesQuery['resources']['nodes'][number];

export interface Choice {
	/** Words to look for. */
	q: string;
	/** The slug of a topic. */
	topic: string;
	audience: Audience | '';
	age: AgeBand | '';
	format: ResourceFormat | '';
	state: ResourceState | '';
	recommended: boolean;
	mine: boolean;
	order: ResourceOrder;
}

export const EVERYTHING: Choice = {
	q: '',
	topic: '',
	audience: '',
	age: '',
	format: '',
	state: '',
	recommended: false,
	mine: false,
	order: 'NEWEST'
};

/** A value of an enum by its name in an address. */
function named<Value extends string>(
	words: Record<Value, unknown>,
	name: string | null
): Value | '' {
	const value = (name ?? '').toUpperCase().replaceAll('-', '_');
	return Object.hasOwn(words, value) ? (value as Value) : '';
}

const nameOf = (value: string) => value.toLowerCase().replaceAll('_', '-');

/** What an address asks for. Words that it does not know are passed over. */
export function choiceOf(params: URLSearchParams): Choice {
	return {
		q: (params.get('q') ?? '').trim().slice(0, limits.search),
		topic: params.get('topic') ?? '',
		audience: named(AUDIENCE, params.get('audience')),
		age: named(AGE, params.get('age')),
		format: named(FORMAT, params.get('format')),
		state: named(STATE, params.get('state')),
		recommended: params.get('recommended') === 'yes',
		mine: params.get('mine') === 'yes',
		order: named(ORDER, params.get('order')) || EVERYTHING.order
	};
}

/** The address of a list; what is not narrowed is not in it. */
export function libraryAddress(part: Partial<Choice>): string {
	const choice = { ...EVERYTHING, ...part };
	const params = new URLSearchParams();
	if (choice.q !== '') params.set('q', choice.q);
	if (choice.topic !== '') params.set('topic', choice.topic);
	for (const name of ['audience', 'age', 'format', 'state'] as const) {
		if (choice[name] !== '') params.set(name, nameOf(choice[name]));
	}
	if (choice.recommended) params.set('recommended', 'yes');
	if (choice.mine) params.set('mine', 'yes');
	if (choice.order !== EVERYTHING.order) params.set('order', nameOf(choice.order));
	const query = params.toString();
	return query === '' ? '/library' : `/library?${query}`;
}

/** What the server is asked for; null when the address names a topic that is not there. */
export function filterOf(
	choice: Choice,
	topics: readonly { id: string; slug: string }[],
	me: string
): ResourceFilter | null {
	const topic = topics.find(({ slug }) => slug === choice.topic);
	if (choice.topic !== '' && !topic) return null;
	return {
		...(choice.q !== '' && { text: choice.q }),
		...(topic && { topic: topic.id }),
		...(choice.audience !== '' && { audience: choice.audience }),
		...(choice.age !== '' && { age: choice.age }),
		...(choice.format !== '' && { format: choice.format }),
		...(choice.state !== '' && { state: choice.state }),
		...(choice.recommended && { recommended: true }),
		...(choice.mine && { keeper: me })
	};
}

export const libraryPage = async (
	filter: ResourceFilter,
	order: ResourceOrder,
	after?: string
): Promise<Page<ResourceRow>> =>
	(await request(ResourcesDocument, { filter, order, after: after ?? null })).resources;

export type FacetCount = FirstResourcesQuery['resourceFacets'][number];

/** The first page, with what each choice would leave. */
export const firstLibraryPage = (
	filter: ResourceFilter,
	order: ResourceOrder
): Promise<FirstResourcesQuery> => request(FirstResourcesDocument, { filter, order });

let topics: Promise<TopicChoicesQuery['topics']> | null = null;

/** The topics, asked for once a visit. */
export function libraryTopics(): Promise<TopicChoicesQuery['topics']> {
	topics ??= request(TopicChoicesDocument).then((found) => found.topics);
	// A failed question is asked again the next time.
	topics.catch(() => (topics = null));
	return topics;
}
