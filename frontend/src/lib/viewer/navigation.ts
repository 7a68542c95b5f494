// What follows when a page has replaced another: readers of a screen have to
// hear where they are, and nobody should be left looking at nothing.

let begun = false;

/** The first page of a visit is on the screen. */
export function visitHasBegun(): void {
	begun = true;
}

/**
 * Whether the page that is being drawn is the first of a visit and read from
 * its top: it scrolls to no part of itself, and not back to where it was left.
 */
export function opensVisit(): boolean {
	const [entry] = performance.getEntriesByType('navigation');
	const returns = entry instanceof PerformanceNavigationTiming && entry.type !== 'navigate';
	return !begun && !returns && location.hash === '';
}

/** Puts the focus on the page's heading, so that reading starts there. */
export function focusHeading(): void {
	const heading = document.querySelector<HTMLElement>('main h1');
	if (!heading) return;
	heading.tabIndex = -1;
	heading.focus({ preventScroll: true });
}
