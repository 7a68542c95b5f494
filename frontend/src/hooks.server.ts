// Runs only while the pages are built. The two weights of the typeface are
// asked for beside the scripts, so that words do not change shape once drawn,
// but after them: without the scripts there are no words. `scripts/adapter.ts` puts
// them further back still on the page that draws every screen.
import type { Handle } from '@sveltejs/kit/hooks';

export const handle: Handle = ({ event, resolve }) =>
	resolve(event, {
		preload: ({ type }) => type !== 'asset',
		transformPageChunk: ({ html }) => html.replaceAll('as="font"', 'as="font" fetchpriority="low"')
	});
