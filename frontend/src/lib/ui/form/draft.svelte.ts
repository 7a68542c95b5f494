// What a member has typed and not posted yet. It outlives a crash, a reload and
// a session that ran out, for the same member only, until it is posted, deleted,
// or they sign out.
import { itIsAnothers, madeFor } from '#lib/graphql/madeFor.ts';
import { lastSignedIn } from '#lib/viewer/tabs.ts';
import {
	draftsOf,
	lastOpen,
	newDraftKey,
	noteOpen,
	removeDraft,
	storeDraft,
	storedDraft,
	type Found,
	type Keep,
	type Kept,
	type Place
} from './drafts.ts';
import { hold, type DraftLock } from './draftLock.ts';

/** Those that are on the screen. */
const open = new Set<{ readonly kept: Place | null }>();

/** Where the drafts on the screen are kept; null when none is, or one of them is not. */
export function keptDrafts(): Keep | null {
	const places = [...open].map(({ kept }) => kept).filter((kept) => kept !== null);
	const [first] = places;
	return first === undefined || first === 'nowhere' || places.includes('nowhere') ? null : first;
}

/**
 * One form's draft. `form` names the form and what it is about ("reply:thread:…").
 * Bind the fields to `draft.value`, put `oninput={draft.save}` on the form, and
 * `onchange` where something is chosen (a choice is bound after `input`), send
 * `draft.idempotencyKey` with the mutation, call `draft.done()` when it was
 * accepted, and `draft.leave()` when the form is taken off the screen.
 */
export class Draft<Value extends object> {
	value: Value = $state() as Value;
	/** True when something typed earlier was found. */
	restored = $state(false);
	/** Where it is kept; null while there is nothing to keep. */
	kept: Place | null = $state(null);
	/** Others for the same form, the newest first. */
	others: readonly Found<Value>[] = $state.raw([]);
	/** Made with the draft and kept with it: posting the same draft twice makes one post. */
	idempotencyKey = '';

	readonly #member = madeFor();
	readonly #form: string;
	readonly #empty: Value;
	readonly #keep: Keep;
	#key = '';
	/** What this tab last read or wrote; another text in its place is another tab's. */
	#text: string | null = null;
	#hold: DraftLock | null = null;

	constructor(form: string, empty: Value, keep: Keep = 'browser') {
		this.#form = form;
		this.#empty = empty;
		this.#keep = keep;
		open.add(this);
		const found = lastOpen<Value>(this.#member, form);
		if (found) this.#take(found);
		else this.#begin();
	}

	save = (): void => {
		if (!this.#isOurs()) return;
		const value = $state.snapshot(this.value) as Value;
		if (this.#isInAnotherTab()) this.#part();
		if (JSON.stringify(value) === JSON.stringify(this.#empty)) {
			this.#forget();
			this.restored = false;
			return;
		}
		const kept: Kept<Value> = {
			value,
			idempotencyKey: this.idempotencyKey,
			changed: Date.now()
		};
		const text = JSON.stringify(kept);
		this.kept = storeDraft(this.#key, text, this.#keep);
		if (this.kept !== 'nowhere') this.#text = text;
		noteOpen(this.#member, this.#form, this.#key);
		this.#hold ??= hold(this.#key);
	};

	/** What was posted with this key is another post: these words have not been posted yet. */
	renewKey = (): void => {
		this.idempotencyKey = crypto.randomUUID();
		this.save();
	};

	/** Posted, or thrown away: the form is empty and the next post is another one. */
	done = (): void => {
		this.#forget();
		this.#begin();
	};

	/** Leaves this one as it is, and begins another. */
	startAfresh = (): void => {
		this.#begin();
	};

	/** Goes on with another one; this one stays as it is. */
	open = (key: string): void => {
		const found = draftsOf<Value>(this.#member, this.#form).find((other) => other.key === key);
		if (found) this.#take(found);
		else this.#look();
	};

	/** The form is no longer on the screen. */
	leave = (): void => {
		open.delete(this);
		this.#hold?.release();
		this.#hold = null;
	};

	#begin(): void {
		this.#hold?.release();
		this.#hold = null;
		this.#key = newDraftKey(this.#member, this.#form);
		this.#text = null;
		this.value = { ...this.#empty };
		this.idempotencyKey = crypto.randomUUID();
		this.restored = false;
		this.kept = null;
		this.#look();
	}

	#take({ key, text, place, value, idempotencyKey }: Found<Value>): void {
		this.#hold?.release();
		this.#hold = hold(key);
		this.#key = key;
		this.#text = text;
		noteOpen(this.#member, this.#form, key);
		this.value = { ...this.#empty, ...value };
		this.idempotencyKey = idempotencyKey;
		this.restored = true;
		this.kept = place;
		this.#look();
	}

	/** The words are another draft from here on: somebody else writes in this one. */
	#part(): void {
		this.#hold?.release();
		this.#hold = null;
		this.#key = newDraftKey(this.#member, this.#form);
		this.#text = null;
		this.idempotencyKey = crypto.randomUUID();
		this.#look();
	}

	/** Unless another tab wrote something else there. */
	#forget(): void {
		if (storedDraft(this.#key) === this.#text) removeDraft(this.#key);
		this.#text = null;
		this.kept = null;
	}

	#look(): void {
		this.others = draftsOf<Value>(this.#member, this.#form).filter(({ key }) => key !== this.#key);
	}

	#isInAnotherTab(): boolean {
		if (this.#hold?.isTaken) return true;
		const stored = storedDraft(this.#key);
		return stored !== null && stored !== this.#text;
	}

	/** Signed out, or another member, in another tab: nothing of this one's is written any more. */
	#isOurs(): boolean {
		const last = lastSignedIn();
		if (this.#member === null || last === undefined || last === this.#member) return true;
		itIsAnothers();
		return false;
	}
}
