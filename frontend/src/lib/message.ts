// All words on the screens, by key. `messages/en.json` is the one place where
// they are written; `scripts/check-messages.mjs` finds keys that nothing uses
// and placeholders that nobody fills.
import messages from '#messages' with { type: 'json' };

export type MessageKey = keyof typeof messages;

/** Scripts from right to left, and the marks that turn what follows. */
const TURNS =
	/[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\u200F\u202B\u202E\u2067]/u;

/**
 * A name or title for the middle of our sentences. One that runs from right to
 * left would take the words and numbers after it along ("נועה לוי · 1 reply"):
 * it is set apart by the characters that do in text what `<bdi>` does in HTML.
 */
export function isolated(words: string): string {
	return TURNS.test(words) ? `\u2068${words}\u2069` : words;
}

type Params = Record<string, string | number>;

/** The words for a key, with `{name}` filled from `params`. */
export function t(key: MessageKey, params: Params = {}): string {
	return messages[key].replace(/\{(\w+)\}/g, (whole, name: string) =>
		name in params ? isolated(String(params[name])) : whole
	);
}

type Counted = {
	[Key in MessageKey]: Key extends `${infer Stem}.one` ? Stem : never;
}[MessageKey];

/** The words for a number of things: `stem.one` or `stem.other`, with `{count}`. */
export function tn(stem: Counted, count: number, params: Params = {}): string {
	const key = `${stem}.${count === 1 ? 'one' : 'other'}` as MessageKey;
	return t(key, { count: count.toLocaleString('en-GB'), ...params });
}
