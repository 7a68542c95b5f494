// What a member has typed and not posted yet. Kept in this browser only, per
// form, until it is posted or they sign out. On a shared computer it is kept in
// the tab instead, so that closing it leaves nothing behind.
const PREFIX = 'cove:draft:';
const OWNER = 'cove:drafts-of';
const SHARED = 'cove:shared-computer';

/** `tab` for forms that are filled in before anyone is signed in. */
type Keep = 'browser' | 'tab';

interface Kept<Value> {
	value: Value;
	idempotencyKey: string;
}

/**
 * One form's draft. `form` names the form and what it is about ("reply:thread:…").
 * Bind the fields to `draft.value`, put `oninput={draft.save}` on the form, send
 * `draft.idempotencyKey` with the mutation and call `draft.done()` when it was accepted.
 */
export class Draft<Value extends object> {
	value: Value = $state() as Value;
	/** True when something typed earlier was found. */
	restored = $state(false);
	/** Made with the draft and kept with it: posting the same draft twice makes one post. */
	idempotencyKey = '';

	readonly #form: string;
	readonly #empty: Value;
	readonly #keep: Keep;

	constructor(form: string, empty: Value, keep: Keep = 'browser') {
		this.#form = PREFIX + form;
		this.#empty = empty;
		this.#keep = keep;
		const kept = read<Value>(this.#form, keep);
		this.value = { ...empty, ...kept?.value };
		this.idempotencyKey = kept?.idempotencyKey ?? newKey();
		this.restored = kept !== null;
	}

	save = (): void => {
		const kept: Kept<Value> = {
			value: $state.snapshot(this.value) as Value,
			idempotencyKey: this.idempotencyKey
		};
		write(this.#form, JSON.stringify(kept), this.#keep);
	};

	/** What was posted with this key is another post: these words have not been posted yet. */
	renewKey = (): void => {
		this.idempotencyKey = newKey();
		this.save();
	};

	/** Posted, or thrown away: the form is empty and the next post is another one. */
	done = (): void => {
		write(this.#form, null, this.#keep);
		this.value = { ...this.#empty };
		this.idempotencyKey = newKey();
		this.restored = false;
	};
}

/** Remembers, at signing in, whether this computer is shared. */
export function markSharedComputer(shared: boolean): void {
	try {
		if (shared) localStorage.setItem(SHARED, '1');
		else localStorage.removeItem(SHARED);
	} catch {
		// Storage can be switched off; then nothing is kept at all.
	}
}

/** Drafts of another member who used this browser before are none of this one's business. */
export function keepDraftsFor(member: string): void {
	try {
		if (localStorage.getItem(OWNER) !== member) wipeDrafts();
		localStorage.setItem(OWNER, member);
	} catch {
		// As above.
	}
}

export function wipeDrafts(): void {
	try {
		for (const storage of [localStorage, sessionStorage]) {
			for (const key of Object.keys(storage)) {
				if (key.startsWith(PREFIX)) storage.removeItem(key);
			}
		}
		localStorage.removeItem(OWNER);
	} catch {
		// As above.
	}
}

function read<Value>(form: string, keep: Keep): Kept<Value> | null {
	try {
		const text = place(keep).getItem(form);
		return text === null ? null : (JSON.parse(text) as Kept<Value>);
	} catch {
		return null;
	}
}

function write(form: string, text: string | null, keep: Keep): void {
	try {
		if (text === null) place(keep).removeItem(form);
		else place(keep).setItem(form, text);
	} catch {
		// A full or forbidden storage must not stop anyone from typing.
	}
}

function place(keep: Keep): Storage {
	return keep === 'tab' || localStorage.getItem(SHARED) === '1' ? sessionStorage : localStorage;
}

function newKey(): string {
	return crypto.randomUUID();
}
