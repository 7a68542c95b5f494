// Who is looking. Asked once, kept for the visit, and asked again quietly so
// that the counts in the bars stay true. It lives outside `load` data because
// the prerendered pages are drawn before anyone knows who reads them.
import { request, RequestFailure } from '#lib/graphql/request.ts';
import { ViewerDocument, type ViewerQuery } from '#lib/graphql/types.ts';
import { keepTimeOf } from '#lib/ui/dates.ts';
import { keepDraftsFor, wipeDrafts } from '#lib/ui/draft.svelte.ts';

export type CurrentViewer = NonNullable<ViewerQuery['viewer']>;
export type Limits = ViewerQuery['community']['limits'];

const STALE_AFTER_MS = 60_000;

class Session {
	/** False until the server has said who this is. */
	known = $state(false);
	viewer = $state.raw<CurrentViewer | null>(null);
	limits = $state.raw<Limits | null>(null);
	community = $state<string | null>(null);
	/** Where the co-ordinator reads mail, if that is known. */
	contact = $state<string | null>(null);
	/** Everybody here is invented: there is a way back to the demo's door. */
	isDemo = $state(false);
	failure = $state.raw<RequestFailure | null>(null);
	/** Said once on the front page: "You are signed out." */
	farewell = $state<string | null>(null);
	unreadCount = $state(0);
	deskCount = $state(0);

	#asked = 0;
	#pending: Promise<void> | null = null;

	/** Approved and not paused: may see what members wrote. */
	get isMember(): boolean {
		return this.viewer?.state === 'ACTIVE';
	}

	get isCoordinator(): boolean {
		return this.isMember && (this.viewer?.isCoordinator ?? false);
	}

	/** Waits until it is known who this is. Never throws: `failure` says why it is not. */
	async ready(): Promise<void> {
		if (!this.known) await this.refresh();
	}

	/** Asks again when the last answer is old; nobody waits for it. */
	keepFresh(): void {
		if (this.known && Date.now() - this.#asked > STALE_AFTER_MS) void this.refresh();
	}

	/** Asks the server again: after signing in or out, and when a count changed. */
	refresh(): Promise<void> {
		this.#pending ??= this.#ask().finally(() => (this.#pending = null));
		return this.#pending;
	}

	async #ask(): Promise<void> {
		this.#asked = Date.now();
		try {
			const answer = await request(ViewerDocument);
			this.viewer = answer.viewer;
			this.limits = answer.community.limits;
			this.community = answer.community.name;
			keepTimeOf(answer.community.timeZone);
			this.contact = answer.community.contact;
			this.isDemo = answer.community.isDemo;
			this.unreadCount = answer.viewer?.unreadCount ?? 0;
			const queue = answer.coordination?.queue;
			this.deskCount = queue
				? queue.applicantCount + queue.reportCount + queue.bounceCount + queue.failedJobCount
				: 0;
			this.failure = null;
			this.known = true;
			if (answer.viewer) keepDraftsFor(answer.viewer.member.id);
		} catch (error) {
			if (!(error instanceof RequestFailure)) throw error;
			// With an answer from before, the page goes on; the next request will tell.
			if (!this.known) this.failure = error;
		}
	}

	/** The session ended here, on purpose: nothing of this member stays in the browser. */
	signedOut(farewell: string): void {
		wipeDrafts();
		this.farewell = farewell;
		this.viewer = null;
		this.unreadCount = 0;
		this.deskCount = 0;
	}

	/** A request found the session over. Drafts stay: the member comes back to them. */
	expired(): void {
		this.viewer = null;
	}
}

export const session = new Session();
