// Runs only while the pages are built. The two weights of the typeface are
// asked for beside the scripts, so that words rarely change shape once drawn.
import type { Handle } from '@sveltejs/kit/hooks';

export const handle: Handle = ({ event, resolve }) =>
	resolve(event, { preload: ({ type }) => type !== 'asset' });
