// Lets a test in Node import what Svelte and SvelteKit make in a build: modules
// with runes, and the parts of `$app` that our logic uses. To be imported first.
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileModule } from 'svelte/compiler';

const APP: Record<string, string> = {
	'$app/navigation': 'export const goto = () => Promise.resolve();'
};

registerHooks({
	resolve(specifier, context, next) {
		const source = APP[specifier];
		if (source === undefined) return next(specifier, context);
		return { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true };
	},
	load(url, context, next) {
		if (!url.endsWith('.svelte.ts')) return next(url, context);
		const filename = fileURLToPath(url);
		const source = stripTypeScriptTypes(readFileSync(filename, 'utf8'));
		// On the server a rune is the value itself: nothing has to be drawn here.
		const { js } = compileModule(source, { filename, generate: 'server' });
		return { format: 'module', source: js.code, shortCircuit: true };
	}
});
