// What somebody said, for the reply to it: the words that are chosen in a post, or its
// first paragraph, under a line that says whose they are.
import { escaped } from '#lib/editor/text.ts';

const BLOCKS = 'p, h3, ul, ol, blockquote, pre, table';

/** As HTML for the end of a body, with a line to go on at. `chosen` may reach beyond the words. */
export function quotation(words: Element, chosen: Range | null, who: string): string {
	const said = chosen?.intersectsNode(words) ? within(words, chosen) : '';
	const quoted = said || (words.querySelector('p, h3, pre')?.outerHTML ?? '');
	return `<p>${escaped(who)}</p><blockquote>${quoted}</blockquote><p></p>`;
}

function within(words: Element, chosen: Range): string {
	const part = chosen.cloneRange();
	if (!words.contains(part.startContainer)) part.setStart(words, 0);
	if (!words.contains(part.endContainer)) part.setEnd(words, words.childNodes.length);
	const list = part.commonAncestorContainer;
	const isList = list instanceof HTMLOListElement || list instanceof HTMLUListElement;
	const around = document.createElement(isList ? list.tagName : 'div');
	around.append(part.cloneContents());
	if (around.textContent.trim() === '') return '';
	if (isList) return around.outerHTML;
	return around.querySelector(BLOCKS) ? around.innerHTML : `<p>${around.innerHTML}</p>`;
}
