// Notes how far a thread was read: only what was really on the screen, in a tab
// that was looked at. Nobody waits for it, and the next visit makes up for what
// failed.
import type { Attachment } from 'svelte/attachments';

/** Words are counted as seen when half of them are, or half the screen is full of them. */
const HALF = 0.5;
/** Fine enough for a post of many screens. */
const STEPS = Array.from({ length: 101 }, (_, step) => step / 100);
/** What the bars may cover. */
const CLEAR_OF_BARS = '-64px 0px';
/** Whoever scrolls on has more to be noted in a moment. */
const PAUSE_MS = 800;

export class Reading {
	readonly #seen = new Set<string>();
	readonly #watched = new Map<Element, string>();
	readonly #note: (seen: ReadonlySet<string>) => void;
	#observer: IntersectionObserver | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `note` is told what was seen so far, a moment after there was more of it. */
	constructor(note: (seen: ReadonlySet<string>) => void) {
		this.#note = note;
	}

	/** From when the thread is on the page until it leaves it. */
	begin(): () => void {
		const observer = new IntersectionObserver((entries) => this.#look(entries), {
			rootMargin: CLEAR_OF_BARS,
			threshold: STEPS
		});
		this.#observer = observer;
		for (const element of this.#watched.keys()) observer.observe(element);
		const turned = () => {
			if (document.visibilityState === 'hidden') return this.#flush();
			// What came while nobody looked is looked at now.
			for (const element of this.#watched.keys()) {
				observer.unobserve(element);
				observer.observe(element);
			}
		};
		document.addEventListener('visibilitychange', turned);
		return () => {
			document.removeEventListener('visibilitychange', turned);
			observer.disconnect();
			this.#observer = null;
			this.#flush();
		};
	}

	/** Put on the element that holds a post. */
	watch(post: string): Attachment<Element> {
		return (element) => {
			this.#watched.set(element, post);
			this.#observer?.observe(element);
			return () => {
				this.#watched.delete(element);
				this.#observer?.unobserve(element);
			};
		};
	}

	#look(entries: readonly IntersectionObserverEntry[]): void {
		if (document.visibilityState !== 'visible') return;
		const before = this.#seen.size;
		for (const {
			target,
			isIntersecting,
			intersectionRatio,
			intersectionRect,
			rootBounds
		} of entries) {
			const post = this.#watched.get(target);
			if (post === undefined || !isIntersecting) continue;
			const fills = rootBounds !== null && intersectionRect.height >= rootBounds.height * HALF;
			if (intersectionRatio >= HALF || fills) this.#seen.add(post);
		}
		if (this.#seen.size === before) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#flush(), PAUSE_MS);
	}

	#flush(): void {
		clearTimeout(this.#timer);
		if (this.#seen.size > 0) this.#note(this.#seen);
	}
}
