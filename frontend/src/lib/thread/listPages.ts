// Fetching lists of threads.
import { request } from '#lib/graphql/request.ts';
import type { ThreadFilter, ThreadOrder } from '#lib/graphql/types.ts';
import { ThreadFiltersDocument, type ThreadFiltersQuery } from './threadFilters.graphql.ts';
import { ThreadsDocument, type ThreadsRowFragment } from './threads.graphql.ts';
import type { Page } from '#lib/ui/pagedList.svelte.ts';

export type ThreadRow = ThreadsRowFragment;

let asked: { by: string; filters: Promise<ThreadFiltersQuery> } | null = null;

/** The topics and sectors, asked for once a visit and member. */
export function threadFilters(me: string): Promise<ThreadFiltersQuery> {
	if (asked?.by !== me) {
		const filters = request(ThreadFiltersDocument);
		asked = { by: me, filters };
		// A failed question is asked again the next time.
		filters.catch(() => (asked = null));
	}
	return asked.filters;
}

/** After a topic was followed or not: the next list should know. */
export function forgetThreadFilters(): void {
	asked = null;
}

export async function threadsPage(
	filter: ThreadFilter,
	order: ThreadOrder,
	after?: string
): Promise<Page<ThreadRow>> {
	const { threads } = await request(ThreadsDocument, { filter, order, after: after ?? null });
	return threads;
}

// Going back to a list leads to where one was in it. One list is enough: the
// one that the last thread was opened from.
let left: { address: string; page: Page<ThreadRow> } | null = null;

export function rememberList(address: string, page: Page<ThreadRow>): void {
	left = { address, page };
}

export function rememberedList(address: string): Page<ThreadRow> | null {
	return left?.address === address ? left.page : null;
}
