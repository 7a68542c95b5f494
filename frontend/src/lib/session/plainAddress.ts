// What is meant by a pasted address: the server understands the same, and the
// screens show what was sent.
const TURNS_ROUND = /[\u200f\u061c\u202b\u202e\u2067]/;
const UNSEEN = /[\u00ad\u034f\u180e\u200b-\u200e\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/gu;

/** `ann@example.org` of `Ann Lee <mailto:ann@example.org>;`. What is no address stays for the server to name. */
export function plainAddress(typed: string): string {
	if (TURNS_ROUND.test(typed)) return typed;
	const text = typed.replace(UNSEEN, '').trim();
	const pattern =
		/^[,;\s]*(?:[^<>@]*<)?\s*(?:mailto:)?([^\s<>@,;:"%]+@[^\s<>@,;:?"]+?)(?:\?[^\s<>]*)?\s*>?[.,;:\s]*$/iu;
	return pattern.exec(text)?.[1] ?? text;
}
