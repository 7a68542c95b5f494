// Where drafts are kept: in this browser, or, on a shared computer, in the tab,
// so that closing it leaves nothing behind. Each belongs to a member and a form,
// and each has a key of its own, so that two for one form never meet.
const PREFIX = 'cove:draft:';
/** Which draft of a form this tab has open: of two tabs each finds its own after a reload. */
const OPEN = 'cove:open-draft:';
const SHARED = 'cove:shared-computer';
/** The form that is filled in before anyone is signed in. */
const NOBODY = 'nobody';
const LASTS_MS = 60 * 24 * 60 * 60_000;

/** `tab` for forms that are filled in before anyone is signed in. */
export type Keep = 'browser' | 'tab';
export type Place = Keep | 'nowhere';

export interface Kept<Value> {
	value: Value;
	/** Made with the draft and kept with it: posting the same draft twice makes one post. */
	idempotencyKey: string;
	/** When it was last typed in, in milliseconds. */
	changed: number;
}

export interface Found<Value> extends Kept<Value> {
	key: string;
	/** As it stands in the storage, to see whether another tab has changed it since. */
	text: string;
	place: Keep;
}

export function newDraftKey(member: string | null, form: string): string {
	return `${PREFIX}${member ?? NOBODY}/${form}/${crypto.randomUUID()}`;
}

export function noteOpen(member: string | null, form: string, key: string): void {
	try {
		sessionStorage.setItem(`${OPEN}${member ?? NOBODY}/${form}`, key);
	} catch {
		// Then the newest is found after a reload.
	}
}

/** The draft to go on with: the one this tab had open, else the newest. */
export function lastOpen<Value>(member: string | null, form: string): Found<Value> | undefined {
	const drafts = draftsOf<Value>(member, form);
	try {
		const noted = sessionStorage.getItem(`${OPEN}${member ?? NOBODY}/${form}`);
		return drafts.find(({ key }) => key === noted) ?? drafts[0];
	} catch {
		return drafts[0];
	}
}

/** A member's drafts, of one form or of all, the newest first. */
export function draftsOf<Value>(
	member: string | null,
	form?: string
): (Found<Value> & { form: string })[] {
	const start = `${PREFIX}${member ?? NOBODY}/${form === undefined ? '' : `${form}/`}`;
	return all()
		.filter(({ key }) => key.startsWith(start))
		.flatMap(({ key, text, place }) => {
			const kept = parsed<Value>(text);
			const [, of = ''] = key.slice(PREFIX.length).split('/');
			return kept ? [{ ...kept, key, text, place, form: of }] : [];
		})
		.sort((one, other) => other.changed - one.changed);
}

/** As it stands in the storage now. */
export function storedDraft(key: string): string | null {
	return all().find((entry) => entry.key === key)?.text ?? null;
}

/** Keeps a draft, and says where that worked. */
export function storeDraft(key: string, text: string, keep: Keep): Place {
	const place = placeFor(keep);
	try {
		storage(place).setItem(key, text);
	} catch {
		// Full or forbidden: nobody is kept from typing, but they are told.
		return 'nowhere';
	}
	// A computer can have become a shared one since.
	remove(key, place === 'tab' ? 'browser' : 'tab');
	return place;
}

export function removeDraft(key: string): void {
	remove(key, 'browser');
	remove(key, 'tab');
}

/** How many of a member's drafts signing out would delete. */
export function countDrafts(member: string): number {
	return all().filter(({ key }) => ownerOf(key) === member).length;
}

/** At signing out, in each tab: also what was typed here before anyone signed in. */
export function removeDraftsOf(member: string): void {
	for (const { key, place } of all()) {
		const owner = ownerOf(key);
		if (owner === member || (owner === NOBODY && place === 'tab')) removeDraft(key);
	}
}

/**
 * What nobody will come back to: drafts of long ago, those without an owner from
 * earlier versions, and, in this tab, those of whoever used it before. `signedIn`
 * is null after signing out, and undefined where a session may only have run out.
 */
export function sweepDrafts(signedIn: string | null | undefined, now: number): void {
	for (const { key, text, place } of all()) {
		const owner = ownerOf(key);
		const kept = parsed(text);
		const isOld = kept === null || now - kept.changed > LASTS_MS;
		const mayStay = signedIn === undefined || owner === (signedIn ?? NOBODY);
		if (owner === null || isOld || (place === 'tab' && !mayStay)) removeDraft(key);
	}
	try {
		localStorage.removeItem('cove:drafts-of');
	} catch {
		// Storage can be switched off; then there is nothing in it.
	}
}

/** Remembers, at signing in, whether this computer is shared. */
export function markSharedComputer(shared: boolean): void {
	try {
		if (shared) localStorage.setItem(SHARED, '1');
		else localStorage.removeItem(SHARED);
	} catch {
		// Then nothing is kept in this browser at all.
	}
}

export function isSharedComputer(): boolean {
	try {
		return localStorage.getItem(SHARED) === '1';
	} catch {
		return false;
	}
}

function placeFor(keep: Keep): Keep {
	return keep === 'tab' || isSharedComputer() ? 'tab' : 'browser';
}

function storage(place: Keep): Storage {
	return place === 'tab' ? sessionStorage : localStorage;
}

function remove(key: string, place: Keep): void {
	try {
		storage(place).removeItem(key);
	} catch {
		// As above.
	}
}

interface Entry {
	key: string;
	text: string;
	place: Keep;
}

function all(): Entry[] {
	return [...entries('browser'), ...entries('tab')];
}

function entries(place: Keep): Entry[] {
	try {
		const here = storage(place);
		return Array.from({ length: here.length }, (_, index) => here.key(index) ?? '')
			.filter((key) => key.startsWith(PREFIX))
			.map((key) => ({ key, text: here.getItem(key) ?? '', place }));
	} catch {
		return [];
	}
}

/** Null for a key of an earlier version, which names no owner. */
function ownerOf(key: string): string | null {
	const parts = key.slice(PREFIX.length).split('/');
	return parts.length === 3 ? (parts[0] ?? null) : null;
}

function parsed<Value>(text: string): Kept<Value> | null {
	try {
		const kept = JSON.parse(text) as Partial<Kept<Value>> | null;
		const { value, idempotencyKey, changed } = kept ?? {};
		if (typeof value !== 'object' || value === null) return null;
		if (typeof idempotencyKey !== 'string' || typeof changed !== 'number') return null;
		return { value, idempotencyKey, changed };
	} catch {
		return null;
	}
}
