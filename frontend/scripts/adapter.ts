// The static adapter, and two things more: the page that draws every screen
// learns which files each screen needs, and what it asks the server first.
// SvelteKit asks for a screen's files only when it has run, and a screen for
// its data only when it is there; on a phone line each is a round trip spent
// waiting. With a small script at the top of the page all of it comes at once.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fixed from '@sveltejs/adapter-static';
import type { Adapter, Builder } from '@sveltejs/kit';
import messages from '../messages/en.json' with { type: 'json' };
import { bodyOf, send } from '../src/lib/graphql/early.ts';
import { HomeDocument } from '../src/lib/thread/home.graphql.ts';
import { ThreadDocument } from '../src/lib/thread/thread.graphql.ts';
import { ViewerDocument } from '../src/lib/viewer/viewer.graphql.ts';

const OUT = 'build';
const APPLICATION = 'app.html';
const CLIENT = '.svelte-kit/output/client/.vite/manifest.json';
const NODES = '.svelte-kit/generated/build/client-optimized/nodes';

/** Asked on every screen: who is looking. */
const ALWAYS = [bodyOf(ViewerDocument, {})];

/**
 * What the screens that most visits begin with ask for, exactly as their `load`
 * does; `$1` is the first thing that the route's pattern finds in the address.
 */
const FIRST: Record<string, string[]> = {
	'/home': [bodyOf(HomeDocument, {})],
	'/threads/[id]/[[slug]]': [bodyOf(ThreadDocument, { id: 'thread:$1' })]
};

/** SvelteKit's own hint at a weight of the typeface; the browser would follow it first of all. */
const FONT = /\s*<link href="\/([^"]*)"[^>]*as="font"[^>]*>/g;

type Manifest = Record<string, { file: string; imports?: string[] }>;

export function adapter(): Adapter {
	const inner = fixed({ pages: OUT, assets: OUT, fallback: APPLICATION });
	return {
		...inner,
		name: 'cove',
		async adapt(builder) {
			await inner.adapt(builder);
			const page = join(OUT, APPLICATION);
			writeFileSync(page, withScreens(readFileSync(page, 'utf8'), builder));
			await builder.compress(OUT);
		}
	};
}

function withScreens(html: string, builder: Builder): string {
	const manifest = JSON.parse(readFileSync(CLIENT, 'utf8')) as Manifest;
	const isNew = (file: string) => !html.includes(file);
	const filesOf = (nodes: string[]) =>
		[...new Set(nodes.flatMap((node) => [...closure(manifest, node)]))].filter(isNew);

	const everywhere = filesOf(nodesOf((file) => file === '/+error.svelte'));
	const screens = builder.routes
		.filter((route) => route.page.methods.length > 0 && route.prerender !== true)
		.map((route) => {
			const nodes = nodesOf((file) => belongsTo(file, route.id));
			const files = filesOf(nodes).filter((file) => !everywhere.includes(file));
			return [route.pattern.source, files, FIRST[route.id] ?? []] as const;
		});
	for (const id of Object.keys(FIRST)) {
		if (!builder.routes.some((route) => route.id === id)) throw new Error(`no screen is at ${id}`);
	}

	const fonts = [...html.matchAll(FONT)].map(([, file]) => file);
	const script = `
			${send}
			globalThis.coveEarly = new Map();
			const ask = (body) => {
				const line = new AbortController();
				const answer = send(body, line.signal);
				// Whoever takes it over sees the failure.
				answer.catch(() => {});
				globalThis.coveEarly.set(body, { answer, line });
			};
			const bring = (file, kind) => {
				const link = Object.assign(document.createElement('link'), kind);
				link.href = '/' + file;
				document.head.append(link);
			};
			const script = { rel: 'modulepreload' };
			for (const file of ${JSON.stringify(everywhere)}) bring(file, script);
			for (const [pattern, files, bodies] of ${JSON.stringify(screens)}) {
				const found = new RegExp(pattern).exec(location.pathname);
				if (!found) continue;
				for (const file of files) bring(file, script);
				for (const body of bodies) ask(body.replace('$1', () => found[1]));
				break;
			}
			${JSON.stringify(ALWAYS)}.forEach(ask);
			// The typeface last: without the scripts there are no words.
			const font = { rel: 'preload', as: 'font', type: 'font/woff2', crossOrigin: '', fetchPriority: 'low' };
			for (const file of ${JSON.stringify(fonts)}) bring(file, font);
		`;
	// Ahead of the style sheet: a script behind one waits for it.
	const first = '<link href="/_app/';
	if (!html.includes(first)) throw new Error(`the page of all screens has no ${first}`);
	// Until the screen is there and says what it is; the other pages have a title of their own.
	const title = `<title>${messages.cove}</title>`;
	return html.replace(FONT, '').replace(first, `${title}<script>${script}</script>$&`);
}

/** Whether a file under `src/routes` is the route's page or a layout above it. */
function belongsTo(file: string, route: string): boolean {
	const folder = file.slice(0, file.lastIndexOf('/'));
	if (file.includes('/+page.')) return folder === (route === '/' ? '' : route);
	return file.includes('/+layout.') && folder !== '' && `${route}/`.startsWith(`${folder}/`);
}

/** SvelteKit's nodes (a page or a layout each) whose source is asked for. */
function nodesOf(wanted: (file: string) => boolean): string[] {
	return readdirSync(NODES)
		.map((name) => `${NODES}/${name}`)
		.filter((node) =>
			[...readFileSync(node, 'utf8').matchAll(/\/src\/routes([^"']*)["']/g)].some(([, file]) =>
				wanted(file ?? '')
			)
		);
}

/** A manifest entry's file and all that it imports at once. */
function closure(manifest: Manifest, key: string, files = new Set<string>()): Set<string> {
	const chunk = manifest[key];
	if (!chunk || files.has(chunk.file)) return files;
	files.add(chunk.file);
	for (const next of chunk.imports ?? []) closure(manifest, next, files);
	return files;
}
