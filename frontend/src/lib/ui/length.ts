/**
 * Characters as a person counts them, which is how the server's limits are
 * meant: an accented letter or an emoji is one.
 */
export function length(text: string): number {
	// Line ends travel as one character, whatever the system makes of them.
	let count = 0;
	for (const _ of segments.segment(text.replace(/\r\n/g, '\n'))) count += 1;
	return count;
}

const segments = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });
