// Runs only while the pages are built. On a phone line the scripts need a second
// to arrive: the page of a screen asks meanwhile for who is looking, and for what
// the thread or Home will ask for. `request` takes the answers over
// by the operation's very words.
import type { Handle } from '@sveltejs/kit/hooks';
import { bodyOf, send } from '#lib/graphql/prefetch.ts';
import { HomeDocument } from '#lib/thread/home.graphql.ts';
import { ThreadDocument } from '#lib/thread/thread.graphql.ts';
import { ViewerDocument } from '#lib/viewer/viewer.graphql.ts';
import { m } from '#messages';

/** By the address what the screen's `load` asks for; `$1` is what the address names. */
const FIRST: readonly [address: RegExp, body: string][] = [
	[/^\/threads\/([0-9a-f]{32})(?:\/|$)/, bodyOf(ThreadDocument, { id: 'thread:$1' })],
	[/^\/home\/?$/, bodyOf(HomeDocument, {})],
	[/^/, bodyOf(ViewerDocument, {})]
];

const early = `
	${send}
	globalThis.covePrefetched = new Map();
	const ask = (body) => {
		const line = new AbortController();
		const answer = send(body, line.signal);
		// Whoever takes it over sees the failure.
		answer.catch(() => {});
		globalThis.covePrefetched.set(body, { answer, line });
	};
	for (const [address, body] of [${FIRST.map(([address, body]) => `[${address}, ${JSON.stringify(body)}]`).join()}]) {
		const found = address.exec(location.pathname);
		if (found) ask(body.replace('$1', found[1]));
	}
`;

/**
 * The two weights of the typeface are asked for beside the scripts, so that words do
 * not change shape once drawn, but after them: without the scripts there are no words.
 */
const FONT = /\s*<link [^>]*as="font"[^>]*>/g;

/** A screen has this title until it is there and says what it is. */
const first = `<title>${m.cove()}</title><script>{${early}}</script>`;

export const handle: Handle = ({ event, resolve }) =>
	resolve(event, {
		preload: ({ type }) => type !== 'asset',
		transformPageChunk: ({ html }) =>
			html
				.replace('<!-- first -->', () => (html.includes('<title>') ? '' : first))
				.replaceAll(FONT, '')
				.replace('</head>', (end) => `${html.match(FONT)?.join('') ?? ''}${end}`)
				.replaceAll('as="font"', 'as="font" fetchpriority="low"')
	});
