// The thread that is on the screen: what was loaded, and what became of it
// since. Mutations return what they changed; nothing is asked for twice.
import { request, RequestFailure } from '#lib/graphql/request.ts';
import {
	MarkThreadReadDocument,
	MoreRepliesDocument,
	type ThreadPostFragment,
	type ThreadQuery
} from '#lib/graphql/types.ts';
import { Growing, type Page } from '#lib/ui/growing.svelte.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';

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
	readonly replies: Growing<ThreadPost>;
	/** Replies written just now, while earlier ones are still to be loaded. */
	posted: readonly ThreadPost[];
	/** What just happened, for readers of a screen. */
	said = $state('');

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
		this.replies = new Growing(loaded.replies, (after) => this.#more(after));
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

	add(post: ThreadPost): void {
		this.posted = [...this.posted, post];
	}

	/** Loads on until the post is there; an address can name a reply far down. */
	async reach(id: string): Promise<void> {
		while (!this.find(id) && this.replies.cursor !== null && !this.replies.failure) {
			await this.replies.grow();
		}
	}

	/** Reading is noted when the words are on the screen; nobody waits for it. */
	async markRead(): Promise<void> {
		try {
			await request(MarkThreadReadDocument, { input: { thread: this.id } });
			if (session.unreadCount > 0) await session.refresh();
		} catch (error) {
			// The next visit notes it.
			if (!(error instanceof RequestFailure)) throw error;
		}
	}

	async #more(after: string): Promise<Page<ThreadPost>> {
		const { thread } = await request(MoreRepliesDocument, { id: this.id, after });
		// Taken away while it was being read.
		if (!thread) throw new RequestFailure('refused');
		const here = new Set(thread.replies.nodes.map(({ id }) => id));
		this.posted = this.posted.filter(({ id }) => !here.has(id));
		return thread.replies;
	}
}
