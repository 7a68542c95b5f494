// A body is HTML of a few elements, as the editor and the server write it. What
// every composer needs of it stands here, without the editor and without a DOM:
// text that was typed into a plain text area as a body, and a body as text.

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Words as HTML shows them. */
export function escaped(words: string): string {
	return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const unescaped = (html: string) =>
	html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => NAMED[name] ?? '');

/** Typed text as a body: its lines, and a paragraph for what stands apart by an empty line. */
export function bodyOf(text: string): string {
	if (text === '') return '';
	return text
		.split('\n\n')
		.map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`)
		.join('');
}

/** Line breaks after each block. Paragraphs add theirs up: an empty one is an empty line. */
const AFTER: Record<string, number> = { li: 1, tr: 1, ul: 2, ol: 2, blockquote: 2, table: 2 };
const WORDS = /^(p|h3|pre)$/;

/** A body as text: of one that was typed as text, that text. */
export function textOf(body: string): string {
	let text = '';
	/** Line breaks before the next block. */
	let due = 0;
	/** Items that are open. */
	let items = 0;
	for (const [piece, end, name = ''] of body.matchAll(/<(\/?)(\w+)[^>]*>|[^<]+/g)) {
		if (name === '') text += unescaped(piece);
		else if (name === 'br') text += '\n';
		else if (end) {
			due = WORDS.test(name) ? due + 2 : (AFTER[name] ?? due);
			if (name === 'li') items -= 1;
		} else if (/^[uo]l$/.test(name)) {
			if (items > 0) due = 1;
		} else if (WORDS.test(name) || /^(li|tr)$/.test(name)) {
			text += '\n'.repeat(due);
			due = 0;
			if (name === 'li') {
				text += '- ';
				items += 1;
			}
		} else if (/^t[dh]$/.test(name) && !/(^|\n)$/.test(text)) text += ' | ';
	}
	return text;
}

/** Whether it says nothing: marks and lists without words count for nothing. */
export function isBlank(body: string): boolean {
	return unescaped(body.replace(/<[^>]*>/g, '')).trim() === '';
}

/** A body by its words on one line, for a list. */
export function lineOf(body: string): string {
	return textOf(body).replaceAll(/\s+/g, ' ').trim();
}

/**
 * Its length as the server counts it: the code points of its words (NFC), and one
 * for each line break and block. Never less than what the server finds.
 */
export function bodyLength(body: string): number {
	const counted = body
		.replace(/<(?:br|p|h3|pre|[uo]l|li|blockquote|table|t[rdh])(?: [^>]*)?>/g, '\n')
		.replace(/<[^>]*>/g, '');
	return [...unescaped(counted).normalize('NFC')].length;
}
