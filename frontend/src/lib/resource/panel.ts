// What a resource's page has beside any thread's, fetched before it is drawn, so that
// nothing moves: its facts, and the panel that shows them.
import { request } from '#lib/graphql/request.ts';
import Panel from './ResourcePanel.svelte';
import { ResourceFactsDocument, type ResourceFactsQuery } from './resourceFacts.graphql.ts';

export type Resource = NonNullable<ResourceFactsQuery['thread']>;
export type Facts = NonNullable<Resource['facts']>;

/** The facts of a thread; null for one that has none any more. */
export async function factsOf(id: string): Promise<Facts | null> {
	const { thread } = await request(ResourceFactsDocument, { id });
	return thread?.facts ?? null;
}

export async function open(id: string): Promise<{ Panel: typeof Panel; facts: Facts | null }> {
	return { Panel, facts: await factsOf(id) };
}
