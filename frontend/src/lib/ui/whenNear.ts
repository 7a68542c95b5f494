// What stands at the end of a page is fetched once somebody comes near it.
import type { Attachment } from 'svelte/attachments';

const NEAR = '200px';

export function whenNear(then: () => void): Attachment<Element> {
	return (element) => {
		const observer = new IntersectionObserver(
			(entries) => {
				if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
				observer.disconnect();
				then();
			},
			{ rootMargin: NEAR }
		);
		observer.observe(element);
		return () => observer.disconnect();
	};
}
