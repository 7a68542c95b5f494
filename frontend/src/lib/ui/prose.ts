// What is done to members' words once they are on the page: each paragraph and
// item runs by its own direction, and what is wider than the page scrolls.
// Done here and not on the server, so that it holds for what was written before
// and whichever way the HTML was made.
import type { Attachment } from 'svelte/attachments';
import { m } from '#messages';
import { turns } from './direction.ts';
import { scrolls } from './scrolls.ts';

const BLOCKS = 'p, h1, h2, h3, h4, h5, h6, li, blockquote, pre, td, th, dt, dd';
/** It gives its item or quotation a direction, and has the same. A `dir` of its own would hide it. */
const LEADS = ':is(li, blockquote) > p:first-child';

export const prose: Attachment<HTMLElement> = (element) => {
	for (const block of element.querySelectorAll<HTMLElement>(BLOCKS)) {
		if (!block.matches(LEADS)) block.dir = 'auto';
	}
	// Their marks stand on the right, where a list has no room for them by itself.
	for (const list of turns(element.textContent)
		? element.querySelectorAll<HTMLElement>('ul, ol')
		: []) {
		const isTurned = [list, ...list.children].some(
			(part) => getComputedStyle(part).direction === 'rtl'
		);
		// No class: a list that has one shows no marks.
		if (isTurned) list.dataset.turned = '';
	}
	const undo = [...element.querySelectorAll<HTMLElement>('pre')].map((pre) =>
		scrolls(m.prose_wide_text())(pre)
	);
	// A table that is a region itself would be a table no more.
	for (const table of element.querySelectorAll('table')) {
		const around = document.createElement('div');
		around.className = 'wide';
		table.replaceWith(around);
		around.append(table);
		undo.push(scrolls(m.prose_wide_table())(around));
	}
	return () => undo.forEach((end) => end?.());
};
