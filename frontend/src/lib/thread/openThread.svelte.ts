// The thread that is on the screen: what was loaded, and what became of it
// since. Mutations return what they changed; nothing is asked for twice.
import { request, RequestFailure } from '#lib/graphql/request.ts';
import { MarkThreadReadDocument } from './markThreadRead.graphql.ts';
import { MoreRepliesDocument, type MoreRepliesQuery } from './moreReplies.graphql.ts';
import { PostPlaceDocument } from './postPlace.graphql.ts';
import type { ThreadPostFragment, ThreadQuery } from './thread.graphql.ts';
import { PagedList, type Page } from '#lib/ui/pagedList.svelte.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';
import { Reading } from './reading.ts';
import { isNew, readUpTo } from './unread.ts';

export type LoadedThread = NonNullable<ThreadQuery['thread']>;
export type ThreadPost = ThreadPostFragment;
type Topic = LoadedThread['topics'][number];

export class OpenThread {
	readonly id: string;
	readonly kind: LoadedThread['kind'];
	readonly viewerCanAccept: boolean;
	slug: string;
	title: string;
	topics: readonly Topic[];
	locked: boolean;
	pinned: boolean;
	replyCount: number;
	viewerFollows: boolean;
	viewerSaved: boolean;
	opening: ThreadPost;
	accepted: ThreadPost | null;
	/** What was learned: while it can be seen, nobody replies. */
	summary: LoadedThread['summary'];
	/** Replies in time, as far as they are loaded. */
	readonly replies: PagedList<ThreadPost>;
	/** Replies written just now, while earlier ones are still to be loaded. */
	posted: readonly ThreadPost[];
	/** What just happened, for readers of a screen. */
	said = $state('');
	readonly reading: Reading;
	/** How many replies were new when it was opened. */
	readonly newAtOpening: number;
	readonly #readUntil: string | null;
	#noted: string | null = null;
	/** What came after the last reply while this was on the screen. */
	#arrived = $state.raw<MoreRepliesQuery['thread']>(null);

	constructor(loaded: LoadedThread) {
		this.id = loaded.id;
		this.kind = loaded.kind;
		this.viewerCanAccept = loaded.viewerCanAccept;
		this.slug = $state(loaded.slug);
		this.title = $state(loaded.title);
		this.topics = $state.raw(loaded.topics);
		this.locked = $state(loaded.locked);
		this.pinned = $state(loaded.pinned);
		this.replyCount = $state(loaded.replyCount);
		this.viewerFollows = $state(loaded.viewerFollows);
		this.viewerSaved = $state(loaded.viewerSaved);
		this.opening = $state.raw(loaded.opening);
		this.accepted = $state.raw(loaded.acceptedAnswer);
		this.summary = $state.raw(loaded.summary);
		this.posted = $state.raw([]);
		this.replies = new PagedList(loaded.replies, (after) => this.#more(after));
		this.newAtOpening = loaded.viewerUnreadCount;
		this.#readUntil = loaded.viewerReadUntil;
		this.reading = new Reading((seen) => {
			void this.#markRead(seen);
		});
	}

	/** How many replies came while it is read and are not shown yet. */
	get arrivedCount(): number {
		return this.#fresh.length;
	}

	get #fresh(): ThreadPost[] {
		const came = this.#arrived?.replies.nodes ?? [];
		return came.filter((post) => isNew(post, null) && !this.find(post.id));
	}

	/** Whether somebody who was here before finds something new. */
	get opensAtNew(): boolean {
		return this.#readUntil !== null && this.newAtOpening > 0;
	}

	/** Up to when it was read before; null for who never opened it. */
	get readUntil(): string | null {
		return this.#readUntil;
	}

	/** The first reply that came after the last visit, as far as it is loaded: it stays while one reads. */
	get firstNew(): ThreadPost | undefined {
		if (this.#readUntil === null) return undefined;
		return this.replies.items.find((post) => isNew(post, this.#readUntil));
	}

	/** Whether nobody can reply. */
	get closed(): boolean {
		return this.locked || this.summary?.state === 'VISIBLE';
	}

	get isQuestion(): boolean {
		return this.kind === 'QUESTION';
	}

	/** Whether the viewer started it. */
	get isOwn(): boolean {
		return this.opening.viewerIsAuthor;
	}

	/** One post is shown in two places at most; both show the same. */
	change(id: string, part: Partial<ThreadPost>): void {
		const changed = (post: ThreadPost) => (post.id === id ? { ...post, ...part } : post);
		this.opening = changed(this.opening);
		if (this.accepted) this.accepted = changed(this.accepted);
		if (this.summary?.id === id) this.summary = { ...this.summary, ...part };
		this.replies.change(id, part);
		this.posted = this.posted.map(changed);
	}

	opensWith(post: { id: string }): boolean {
		return post.id === this.opening.id;
	}

	find(id: string): ThreadPost | undefined {
		return [...this.#posts, ...this.posted].find((post) => post.id === id);
	}

	/** What is loaded, in time: what was learned comes last. */
	get #posts(): ThreadPost[] {
		const { opening, replies, summary } = this;
		return [opening, ...replies.items, ...(summary ? [summary] : [])];
	}

	/** Who wrote here, as far as it is loaded. */
	get authors(): readonly ThreadPost['author'][] {
		return [this.opening, ...this.replies.items, ...this.posted].map(({ author }) => author);
	}

	/** One's own, with what others wrote since the last loaded reply. */
	add(post: ThreadPost, since?: Page<ThreadPost>): void {
		// While earlier replies are still to be loaded, it stands after them for now.
		if (since && this.replies.cursor === null) {
			this.#isHere(since);
			this.replies.append(since);
		}
		if (!this.find(post.id)) this.posted = [...this.posted, post];
	}

	/**
	 * Loads on until the post is there; an address can name a reply far down.
	 * False when there is no such post here any more, null when that is not known.
	 */
	async reach(id: string): Promise<boolean | null> {
		if (this.find(id)) return true;
		try {
			const { node } = await request(PostPlaceDocument, { id });
			if (!node || !('thread' in node) || node.thread.id !== this.id) return false;
		} catch (error) {
			if (!(error instanceof RequestFailure)) throw error;
			return null;
		}
		await this.#loadUntil(() => this.find(id) !== undefined);
		return this.find(id) ? true : null;
	}

	/** Loads as far as the first new reply; undefined when there is none. */
	async reachFirstNew(): Promise<ThreadPost | undefined> {
		if (!this.opensAtNew) return undefined;
		await this.#loadUntil(() => this.firstNew !== undefined);
		return this.firstNew;
	}

	/** Asks what came meanwhile; whether anything did. */
	async look(): Promise<boolean> {
		// Further down than what is loaded: "Show more" leads there.
		if (this.replies.cursor !== null) {
			await session.refresh();
			return false;
		}
		try {
			const { thread, viewer } = await request(MoreRepliesDocument, {
				id: this.id,
				after: this.replies.end
			});
			if (viewer) session.unreadCount = viewer.unreadCount;
			const before = this.arrivedCount;
			this.#arrived = thread;
			return this.arrivedCount > before;
		} catch (error) {
			// The next time will tell.
			if (!(error instanceof RequestFailure)) throw error;
			return false;
		}
	}

	/** Shows what came meanwhile; the first of it. */
	showArrived(): ThreadPost | undefined {
		const [first] = this.#fresh;
		if (this.#arrived) {
			this.#isHere(this.#arrived.replies);
			this.replies.append(this.#arrived.replies);
			this.replyCount = this.#arrived.replyCount;
		}
		return first;
	}

	async #loadUntil(isThere: () => boolean): Promise<void> {
		while (!isThere() && this.replies.cursor !== null && !this.replies.failure) {
			await this.replies.loadMore();
		}
	}

	async #markRead(seen: ReadonlySet<string>): Promise<void> {
		const posts =
			this.replies.cursor === null
				? this.#posts
				: this.#posts.slice(0, this.replies.items.length + 1);
		const upTo = readUpTo(posts, this.#readUntil, seen);
		if (upTo === null || upTo === this.#noted) return;
		this.#noted = upTo;
		try {
			await request(MarkThreadReadDocument, { input: { thread: this.id, upTo } });
			if (session.unreadCount > 0) await session.refresh();
		} catch (error) {
			if (!(error instanceof RequestFailure)) throw error;
			this.#noted = null;
		}
	}

	async #more(after: string): Promise<Page<ThreadPost>> {
		const { thread } = await request(MoreRepliesDocument, { id: this.id, after });
		// Taken away while it was being read.
		if (!thread) throw new RequestFailure('refused');
		this.#isHere(thread.replies);
		this.replyCount = thread.replyCount;
		return thread.replies;
	}

	/** What was written just now has come with the others: it has its place. */
	#isHere({ nodes }: Page<ThreadPost>): void {
		const here = new Set(nodes.map(({ id }) => id));
		this.posted = this.posted.filter(({ id }) => !here.has(id));
	}
}
