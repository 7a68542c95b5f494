// Changing the height of something without moving what stands below it.
import { tick } from 'svelte';

/**
 * What is below the element stays where it is on the screen: a pointer that
 * rests there must not come to lie on another button. The page scrolls by what
 * the element lost; where it cannot, the element keeps the rest as room.
 */
export async function keepStill(
	element: HTMLElement | undefined,
	change: () => void
): Promise<void> {
	if (!element) {
		change();
		await tick();
		return;
	}
	const bottom = () => element.getBoundingClientRect().bottom;
	const before = bottom();
	change();
	await tick();
	scrollBy({ top: bottom() - before, behavior: 'instant' });
	const lost = before - bottom();
	if (lost >= 1) element.style.minHeight = `${element.offsetHeight + lost}px`;
}
