// The card of somebody's first week on Home: fetched, with what it shows, only for
// who is new and has not closed it on this device.
import { request, RequestFailure } from '#lib/graphql/request.ts';
import { m } from '#messages';
import { session } from '#lib/viewer/viewer.svelte.ts';
import { threadAddress } from './address.ts';
import { FirstWeekDocument } from './firstWeek.graphql.ts';
import FirstWeek from './FirstWeek.svelte';

export interface Step {
	words: string;
	why: string;
	href: string;
	/** False also where nobody can know. */
	done: boolean;
}

const CLOSED = 'cove:first-week-closed';

/** The card and its steps; null where there is none to show. Home is there without it. */
export async function firstWeek() {
	await session.ready();
	const member = session.viewer?.member.id ?? '';
	try {
		if (localStorage.getItem(CLOSED) === member) return null;
	} catch {
		// A browser that keeps nothing shows it each time.
	}
	try {
		return { FirstWeek, member, steps: await steps() };
	} catch (error) {
		if (!(error instanceof RequestFailure)) throw error;
		return null;
	}
}

export function closeFirstWeek(member: string): void {
	try {
		localStorage.setItem(CLOSED, member);
	} catch {
		// Then it is closed as long as the page is open.
	}
}

async function steps(): Promise<Step[]> {
	const { topics, threads, viewer } = await request(FirstWeekDocument);
	const [welcome] = threads.nodes;
	const address = welcome && threadAddress(welcome);
	return [
		{
			words: m.first_topics(),
			why: m.first_topics_why(),
			href: '/topics',
			done: topics.some(({ viewerFollows }) => viewerFollows)
		},
		{
			words: address ? m.first_read() : m.first_rules(),
			why: address ? m.first_read_why() : m.first_rules_why(),
			href: address ?? '/house-rules',
			done: Boolean(welcome?.viewerReadUntil)
		},
		{
			words: m.first_hello(),
			why: m.first_hello_why(),
			href: address && !welcome.locked ? address : '/ask?kind=discussion',
			done: viewer?.hasPosted ?? false
		}
	];
}
