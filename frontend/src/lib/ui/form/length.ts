/**
 * Characters as the server counts them: Unicode code points of the composed
 * text (NFC), without white space at its ends, a line end being one. What a
 * field shows is never smaller than what the server sees, so a text that fits
 * here fits there.
 */
export function length(text: string): number {
	return [...text.replace(/\r\n/g, '\n').normalize('NFC').trim()].length;
}
