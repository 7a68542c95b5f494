// Who is looking. Asked once, kept for the visit, and asked again quietly so
// that the counts in the bars stay true. It lives outside `load` data because
// the prerendered pages are drawn before anyone knows who reads them.
import { tick } from 'svelte';
import { goto } from '$app/navigation';
import { endPage, madeFor, whenItIsAnothers } from '#lib/graphql/madeFor.ts';
import { request, RequestFailure } from '#lib/graphql/request.ts';
import { ViewerDocument, type ViewerQuery } from './viewer.graphql.ts';
import { keepTimeOf } from '#lib/ui/dates.ts';
import { removeDraftsOf, sweepDrafts } from '#lib/ui/form/drafts.ts';
import { hearTabs, lastSignedIn, tellTabs, type SignedIn } from './tabs.ts';

export type CurrentViewer = NonNullable<ViewerQuery['viewer']>;

const STALE_AFTER_MS = 60_000;

class Session {
	/** False until the server has said who this is. */
	known = $state(false);
	viewer = $state.raw<CurrentViewer | null>(null);
	community = $state<string | null>(null);
	/** Where the co-ordinator reads mail, if that is known. */
	contact = $state<string | null>(null);
	/** Everybody here is invented: there is a way back to the demo's door. */
	isDemo = $state(false);
	failure = $state.raw<RequestFailure | null>(null);
	/**
	 * Why nothing of this page may be shown any more: its member signed out, or
	 * somebody else signed in.
	 */
	over = $state<'signedOut' | 'otherMember' | null>(null);
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

	/** What waits at the desk, of all kinds. */
	showWaiting(counts: readonly { count: number }[]): void {
		this.deskCount = counts.reduce((sum, { count }) => sum + count, 0);
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
			if (this.over) return;
			this.viewer = answer.viewer;
			this.community = answer.community.name;
			keepTimeOf(answer.community.timeZone);
			this.contact = answer.community.contact;
			this.isDemo = answer.community.isDemo;
			this.unreadCount = answer.viewer?.unreadCount ?? 0;
			this.showWaiting(answer.desk?.queue.counts ?? []);
			this.failure = null;
			this.known = true;
			this.#settle(answer.viewer?.member.id ?? null);
		} catch (error) {
			if (!(error instanceof RequestFailure)) throw error;
			// With an answer from before, the page goes on; the next request will tell.
			if (!this.known) this.failure = error;
		}
	}

	/** This answer is the newest that any tab has. */
	#settle(member: SignedIn): void {
		const last = lastSignedIn();
		if (member !== null && last !== member) tellTabs(member);
		// Nobody by their own wish, or because a session ran out.
		sweepDrafts(member ?? (last === null ? null : undefined), Date.now());
	}

	/** Somebody signed in here. A page that was made for anyone before is left behind whole. */
	async signedIn(next: string): Promise<void> {
		if (madeFor() !== null) {
			location.replace(next);
			return;
		}
		// An answer that is still on its way knows of nobody.
		await this.#pending;
		await this.refresh();
		await goto(next, { replaceState: true });
	}

	/**
	 * The session ended here, on purpose: nothing of this member stays in the
	 * browser, nor in a page that the Back button could bring back.
	 */
	async signedOut(next: string): Promise<void> {
		const member = madeFor();
		if (member !== null) removeDraftsOf(member);
		tellTabs(null);
		this.#end('signedOut');
		await tick();
		location.assign(next);
	}

	/** Listens to the other tabs, and looks when this one is seen again. */
	watch(): () => void {
		whenItIsAnothers(() => this.#end(lastSignedIn() === null ? 'signedOut' : 'otherMember'));
		const stop = hearTabs((member) => this.#heard(member));
		const look = () => document.visibilityState === 'visible' && this.#look(STALE_AFTER_MS);
		const restored = ({ persisted }: PageTransitionEvent) => persisted && this.#look(0);
		document.addEventListener('visibilitychange', look);
		addEventListener('focus', look);
		addEventListener('pageshow', restored);
		return () => {
			stop();
			document.removeEventListener('visibilitychange', look);
			removeEventListener('focus', look);
			removeEventListener('pageshow', restored);
		};
	}

	#look(staleAfter: number): void {
		const last = lastSignedIn();
		if (last !== undefined) this.#heard(last);
		if (this.known && !this.over && Date.now() - this.#asked > staleAfter) void this.refresh();
	}

	#heard(member: SignedIn): void {
		const mine = madeFor();
		if (mine === null || member === mine) {
			// Their own page again: from the beginning, for there is nothing left of it.
			if (this.over) location.reload();
			else if (member !== null && this.known && !this.viewer) void this.refresh();
		} else {
			// Once somebody else has signed in, it is they who sign out.
			if (member === null && this.over !== 'otherMember') removeDraftsOf(mine);
			this.#end(member === null ? 'signedOut' : 'otherMember');
		}
	}

	#end(why: 'signedOut' | 'otherMember'): void {
		endPage();
		this.over = why;
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
