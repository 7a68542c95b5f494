// All words on the screens, by key. `messages/en.json` is the one place where
// they are written; `scripts/check-messages.mjs` finds keys that nothing uses
// and placeholders that nobody fills.
import messages from '#messages' with { type: 'json' };

export type MessageKey = keyof typeof messages;

type Params = Record<string, string | number>;

/** The words for a key, with `{name}` filled from `params`. */
export function t(key: MessageKey, params: Params = {}): string {
	return messages[key].replace(/\{(\w+)\}/g, (whole, name: string) =>
		name in params ? String(params[name]) : whole
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
