// The present moment, for words such as "5 minutes ago". They move on by
// themselves, and at once when a tab comes back: a browser lets the timers of
// one that is out of sight sleep. One timer for all of them.
import { createSubscriber } from 'svelte/reactivity';

const EVERY_MS = 30_000;

const follow = createSubscriber((update) => {
	const timer = setInterval(update, EVERY_MS);
	const shown = () => {
		if (document.visibilityState === 'visible') update();
	};
	document.addEventListener('visibilitychange', shown);
	// A page that the Back button brings from memory.
	addEventListener('pageshow', shown);
	return () => {
		clearInterval(timer);
		document.removeEventListener('visibilitychange', shown);
		removeEventListener('pageshow', shown);
	};
});

/** What is read from it in a template is read again as time goes on. */
export function now(): Date {
	follow();
	return new Date();
}
