// The thread that is on the screen: what was loaded, and what became of it
// since. Mutations return what they changed; nothing is asked for twice.
import { request, RequestFailure } from '#lib/graphql/request.ts';
import { MarkThreadReadDocument } from './markThreadRead.graphql.ts';
import { MoreRepliesDocument } from './moreReplies.graphql.ts';
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
	replyCount: number;
	viewerFollows: boolean;
	opening: ThreadPost;
	accepted: ThreadPost | null;
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
	#seen = $state.raw<ReadonlySet<string>>(new Set());
	#noted: string | null = null;

	constructor(loaded: LoadedThread) {
		this.id = loaded.id;
		this.kind = loaded.kind;
		this.viewerCanAccept = loaded.viewerCanAccept;
		this.slug = $state(loaded.slug);
		this.title = $state(loaded.title);
		this.topics = $state.raw(loaded.topics);
		this.locked = $state(loaded.locked);
		this.replyCount = $state(loaded.replyCount);
		this.viewerFollows = $state(loaded.viewerFollows);
		this.opening = $state.raw(loaded.opening);
		this.accepted = $state.raw(loaded.acceptedAnswer);
		this.posted = $state.raw([]);
		this.replies = new PagedList(loaded.replies, (after) => this.#more(after));
		this.newAtOpening = loaded.viewerUnreadCount;
		this.#readUntil = loaded.viewerReadUntil;
		this.reading = new Reading((seen) => {
			this.#seen = new Set(seen);
			void this.#markRead(seen);
		});
	}

	/** How many replies are new and were not on the screen yet. */
	get newCount(): number {
		// To whom all of it is new, nothing is.
		if (this.#readUntil === null) return 0;
		const fresh = this.replies.items.filter((post) => isNew(post, this.#readUntil));
		const total =
			this.replies.cursor === null ? fresh.length : Math.max(this.newAtOpening, fresh.length);
		return total - fresh.filter(({ id }) => this.#seen.has(id)).length;
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
		this.replies.change(id, part);
		this.posted = this.posted.map(changed);
	}

	opensWith(post: { id: string }): boolean {
		return post.id === this.opening.id;
	}

	find(id: string): ThreadPost | undefined {
		return [this.opening, ...this.replies.items, ...this.posted].find((post) => post.id === id);
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

	/** The first reply that was not there at the last visit, and not on the screen since. */
	async reachNew(): Promise<ThreadPost | undefined> {
		const first = () =>
			this.replies.items.find((post) => isNew(post, this.#readUntil) && !this.#seen.has(post.id));
		await this.#loadUntil(() => first() !== undefined);
		return first();
	}

	async #loadUntil(isThere: () => boolean): Promise<void> {
		while (!isThere() && this.replies.cursor !== null && !this.replies.failure) {
			await this.replies.loadMore();
		}
	}

	async #markRead(seen: ReadonlySet<string>): Promise<void> {
		const upTo = readUpTo([this.opening, ...this.replies.items], this.#readUntil, seen);
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
		return thread.replies;
	}

	/** What was written just now has come with the others: it has its place. */
	#isHere({ nodes }: Page<ThreadPost>): void {
		const here = new Set(nodes.map(({ id }) => id));
		this.posted = this.posted.filter(({ id }) => !here.has(id));
	}
}
