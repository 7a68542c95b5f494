// The static adapter, and one thing more: the page that draws every screen
// learns which files each screen needs. SvelteKit asks for a screen's files only
// when it has run; on a phone line that is one round trip spent waiting. With a
// small script beside the bootstrap they come together with everything else.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fixed from '@sveltejs/adapter-static';
import type { Adapter, Builder } from '@sveltejs/kit';

const OUT = 'build';
const APPLICATION = 'app.html';
const CLIENT = '.svelte-kit/output/client/.vite/manifest.json';
const NODES = '.svelte-kit/generated/build/client-optimized/nodes';

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
			return [route.pattern.source, files] as const;
		});

	const links = everywhere.map((file) => `<link rel="modulepreload" href="/${file}">`).join('');
	const script = `
			for (const [pattern, files] of ${JSON.stringify(screens)}) {
				if (!new RegExp(pattern).test(location.pathname)) continue;
				for (const file of files) {
					const link = document.createElement('link');
					link.rel = 'modulepreload';
					link.href = '/' + file;
					document.head.append(link);
				}
			}
		`;
	// Ahead of the style sheet: a script behind one waits for it.
	return html.replace('<link href="/_app/', `${links}<script>${script}</script>$&`);
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
