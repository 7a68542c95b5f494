// A list that grows by "Show more", a page of the server's at a time.
import { RequestFailure } from '#lib/graphql/request.ts';

export interface Page<Item> {
	nodes: Item[];
	pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export class PagedList<Item extends { id: string }> {
	items = $state.raw<readonly Item[]>([]);
	/** Where the next page starts; null at the end. */
	cursor = $state.raw<string | null>(null);
	busy = $state(false);
	failure = $state.raw<RequestFailure | null>(null);
	/** After the last item, also at the end: what comes later is asked for from here. */
	end: string | null = null;
	/** How many came last, for readers of a screen. */
	added = $state(0);

	#coming: Promise<void> | null = null;
	readonly #fetch: (after: string) => Promise<Page<Item>>;

	constructor(first: Page<Item>, fetch: (after: string) => Promise<Page<Item>>) {
		this.#fetch = fetch;
		this.items = first.nodes;
		this.cursor = nextOf(first);
		this.end = first.pageInfo.endCursor;
	}

	/**
	 * Puts what has come since at the start: `first` is the first page as it is now.
	 * If all of it is new, there may be more between: the list starts afresh.
	 */
	renew(first: Page<Item>): void {
		const fresh = this.#unknown(first);
		if (fresh.length === first.nodes.length && first.pageInfo.hasNextPage) {
			this.items = first.nodes;
			this.cursor = nextOf(first);
			this.end = first.pageInfo.endCursor;
		} else {
			this.items = [...fresh, ...this.items];
		}
	}

	/** Adds the next page; who asks while it is on its way waits for that one. Never throws for a failed request: `failure` says so. */
	loadMore = (): Promise<void> => {
		this.#coming ??= this.#loadMore().finally(() => (this.#coming = null));
		return this.#coming;
	};

	async #loadMore(): Promise<void> {
		if (this.cursor === null) return;
		this.busy = true;
		this.failure = null;
		try {
			this.append(await this.#fetch(this.cursor));
		} catch (error) {
			if (!(error instanceof RequestFailure)) throw error;
			this.failure = error;
		} finally {
			this.busy = false;
		}
	}

	/** Adds what comes after the last item. */
	append(page: Page<Item>): void {
		const fresh = this.#unknown(page);
		this.items = [...this.items, ...fresh];
		this.added = fresh.length;
		this.cursor = nextOf(page);
		this.end = page.pageInfo.endCursor ?? this.end;
	}

	/** What is not shown already: a list moves while it is read. */
	#unknown(page: Page<Item>): Item[] {
		const known = new Set(this.items.map(({ id }) => id));
		return page.nodes.filter(({ id }) => !known.has(id));
	}

	change(id: string, part: Partial<Item>): void {
		this.items = this.items.map((item) => (item.id === id ? { ...item, ...part } : item));
	}
}

function nextOf({ pageInfo }: Page<unknown>): string | null {
	return pageInfo.hasNextPage ? pageInfo.endCursor : null;
}
