// What scrolls inside the page takes the focus, so that the arrow keys reach all
// of it, and says what it is (WCAG 2.1.1, 4.1.2). What fits is no stop on the way.
import type { Attachment } from 'svelte/attachments';

export function scrolls(name: string): Attachment<HTMLElement> {
	return (element) => {
		const look = () => {
			const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
			if (scrollWidth > clientWidth || scrollHeight > clientHeight) {
				element.tabIndex = 0;
				element.role = 'region';
				element.ariaLabel ??= unused(name);
			} else if (document.activeElement !== element) {
				element.removeAttribute('tabindex');
				element.role = null;
				element.ariaLabel = null;
			}
		};
		// Also when the reader makes the text larger, or opens what held it.
		const observer = new ResizeObserver(look);
		observer.observe(element);
		return () => observer.disconnect();
	};
}

/** Regions of one page have names of their own: "Table (2)" for the second. */
function unused(name: string): string {
	const taken = new Set(
		[...document.querySelectorAll('[role="region"]')].map(({ ariaLabel }) => ariaLabel)
	);
	let free = name;
	for (let number = 2; taken.has(free); number += 1) free = `${name} (${number})`;
	return free;
}
