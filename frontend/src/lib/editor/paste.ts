// What other programs call things on the clipboard. Nothing here needs a DOM.

/** The declarations of a `style` attribute, by name. */
export function declarations(style: string): Map<string, string> {
	return new Map(
		style.split(';').flatMap((declaration) => {
			const at = declaration.indexOf(':');
			const name = declaration.slice(0, at).trim().toLowerCase();
			return at < 0 ? [] : [[name, declaration.slice(at + 1).trim()] as const];
		})
	);
}

/**
 * HTML whose styles and handlers have another name: a browser that is told to allow
 * none complains of them even in a document that nobody sees.
 */
export function withoutStyles(html: string): string {
	return html
		.replaceAll(/<style[\s\S]*?<\/style>/gi, '')
		.replaceAll(/<[a-z][^>]*>/gi, (tag) =>
			tag.replaceAll(/([\s"'])(style|on[a-z]+)\s*=/gi, '$1data-$2=')
		);
}

/** The level of Word's paragraph in a list, from 1; null for one that is in none. */
export function wordLevel(style: string): number | null {
	const [, level] = /\blevel(\d)\b/.exec(declarations(style).get('mso-list') ?? '') ?? [];
	return level === undefined ? null : Number(level);
}

/** How an item is marked: its number and the kind of number, or a bullet. */
export interface Marker {
	type: '1' | 'a' | 'A' | 'i' | 'I' | null;
	number: number;
}

const BULLET: Marker = { type: null, number: 1 };

/**
 * What Word writes before an item. Null for what no list of ours can show ("1.2."),
 * which stays as words. `before` is the marker of the item before, in the same list.
 */
export function markerOf(written: string, before?: Marker): Marker | null {
	const marker = written.replaceAll(/[\s\u00a0]+/g, '');
	const [, word] = /^([a-z]+|\d+)[.)]$/i.exec(marker) ?? [];
	if (word === undefined) return /[\da-z]{2}|[\d.()]/i.test(marker) ? null : BULLET;
	if (/\d/.test(word)) return { type: '1', number: Number(word) };
	const [letter, roman] =
		word === word.toLowerCase() ? (['a', 'i'] as const) : (['A', 'I'] as const);
	const asRoman = { type: roman, number: romanNumber(word) };
	const asLetter = { type: letter, number: letterNumber(word) };
	const goesOn = ({ type, number }: Marker) =>
		type === before?.type && number === before?.number + 1;
	if (goesOn(asLetter)) return asLetter;
	if (goesOn(asRoman)) return asRoman;
	// Alone, "i" begins a list of Roman numbers, and "c" is a letter.
	if (asRoman.number > 0 && (/^i/i.test(word) || word.length > 1)) return asRoman;
	return word.length === 1 ? asLetter : null;
}

const letterNumber = (word: string) =>
	word.length === 1 ? word.toLowerCase().charCodeAt(0) - 'a'.charCodeAt(0) + 1 : 0;

const ROMAN: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

function romanNumber(word: string): number {
	const digits = [...word.toLowerCase()].map((digit) => ROMAN[digit] ?? Number.NaN);
	const number = digits.reduce(
		(sum, digit, place) => sum + (digit < (digits[place + 1] ?? 0) ? -digit : digit),
		0
	);
	return Number.isNaN(number) ? 0 : number;
}

/** An item that was found on its own, with its level and its marker. */
export interface FlatItem<Content> {
	level: number;
	marker: Marker;
	content: Content;
}

export interface List<Content> {
	type: Marker['type'];
	start: number;
	items: { content: Content; lists: List<Content>[] }[];
}

/**
 * Items in a row as lists in one another. A number that does not follow the one
 * before begins a list of its own, so that each shows the number that it had.
 */
export function nested<Content>(flat: readonly FlatItem<Content>[]): List<Content>[] {
	const top: List<Content>[] = [];
	/** The lists that are open, outermost first, with their levels. */
	const open: { level: number; lists: List<Content>[] }[] = [];
	for (const { level, marker, content } of flat) {
		while (open.length > 1 && level < (open.at(-1)?.level ?? 0)) open.pop();
		let here = open.at(-1);
		if (!here) {
			here = { level, lists: top };
			open.push(here);
		} else if (level > here.level) {
			here = { level, lists: here.lists.at(-1)?.items.at(-1)?.lists ?? [] };
			open.push(here);
		}
		const list = here.lists.at(-1);
		const next = list ? list.start + list.items.length : 0;
		const follows = list?.type === marker.type && (marker.type === null || marker.number === next);
		if (list && follows) list.items.push({ content, lists: [] });
		else {
			here.lists.push({
				type: marker.type,
				start: marker.number,
				items: [{ content, lists: [] }]
			});
		}
	}
	return top;
}

const STYLES: Record<string, Marker['type']> = {
	'lower-alpha': 'a',
	'lower-latin': 'a',
	'upper-alpha': 'A',
	'upper-latin': 'A',
	'lower-roman': 'i',
	'upper-roman': 'I'
};

/** The `type` of a numbered list that says it by its style. */
export function numberingOf(style: string): Marker['type'] {
	const found = declarations(style);
	return STYLES[found.get('list-style-type') ?? found.get('list-style') ?? ''] ?? null;
}
