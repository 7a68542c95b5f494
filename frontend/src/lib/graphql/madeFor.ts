// For whom this page was made. Browsers send one cookie from all their tabs, so
// a page can outlast the member it was made for. From its first answer for a
// member to its end, a document in the browser is that member's: every request
// says so, and an answer for somebody else is never shown in it.
let member: string | null = null;
let found: () => void = () => {};
let over = false;

/** The member of this page; null as long as it was made for nobody. */
export function madeFor(): string | null {
	return member;
}

/** Whether an answer for this member, or for nobody, may be part of this page. */
export function belongsHere(answeredFor: string | null): boolean {
	if (answeredFor === null) return true;
	member ??= answeredFor;
	return member === answeredFor;
}

/** Nothing of this page may be shown any more: it asks for nothing either. */
export function endPage(): void {
	over = true;
}

export function isPageOver(): boolean {
	return over;
}

/** What happens once somebody else is found to be signed in. */
export function whenItIsAnothers(then: () => void): void {
	found = then;
}

export function itIsAnothers(): void {
	found();
}
