// Which way words run: Cove's own sentences from left to right, members' words
// by themselves.

/** Scripts from right to left, and the marks that turn what follows. */
const TURNS =
	/[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\u200F\u202B\u202E\u2067]/u;

/** Whether any of it runs from right to left. */
export function turns(words: string): boolean {
	return TURNS.test(words);
}

/**
 * Words for the middle of a text that is put together here. Those from right to left
 * would take what follows along ("נועה לוי · 1 reply"): they are set apart by the
 * characters that do in text what `<bdi>` does in HTML. Messages have them around
 * each placeholder.
 */
export function isolated(words: string): string {
	return turns(words) ? `\u2068${words}\u2069` : words;
}
