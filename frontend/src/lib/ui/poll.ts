// Asking again and again, lightly: soon at first, less and less often while
// nothing comes, and not at all while nobody looks or the line is gone.

const FIRST_MS = 30_000;
const LONGEST_MS = 5 * 60_000;
const SLOWER = 1.5;

/** `ask` says whether something new came. Gives back how to stop. */
export function poll(ask: () => Promise<boolean>): () => void {
	let delay = FIRST_MS;
	let asked = Date.now();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let over = false;

	const looks = () => !over && document.visibilityState === 'visible' && navigator.onLine;

	function wait(): void {
		clearTimeout(timer);
		if (looks()) timer = setTimeout(() => void again(), Math.max(0, asked + delay - Date.now()));
	}

	async function again(): Promise<void> {
		asked = Date.now();
		const came = await ask();
		delay = came ? FIRST_MS : Math.min(delay * SLOWER, LONGEST_MS);
		wait();
	}

	/** Whoever comes back looks for what is new. */
	function turned(): void {
		delay = FIRST_MS;
		wait();
	}

	document.addEventListener('visibilitychange', turned);
	addEventListener('online', turned);
	addEventListener('offline', turned);
	wait();
	return () => {
		over = true;
		clearTimeout(timer);
		document.removeEventListener('visibilitychange', turned);
		removeEventListener('online', turned);
		removeEventListener('offline', turned);
	};
}
