// Each page brings its own words. `messages/en.json` is one file for those who
// write it, but a reader of a thread has no use for the desk's words: in a
// build, every module adds the messages whose keys it names. A key can only be
// asked for by a module that names it (`check-messages.mjs` sees to that), so
// its words are always there.
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Plugin } from 'vite';

const PREFIX = '\0words:';
const MESSAGE = resolve('src/lib/message.ts');

export function wordsByPage(): Plugin {
	const messages = JSON.parse(readFileSync('messages/en.json', 'utf8')) as Record<string, string>;
	const wordsOf = new Map<string, Record<string, string>>();

	return {
		name: 'words-by-page',
		apply: 'build',
		enforce: 'pre',
		resolveId: (id) => (id.startsWith('words:') ? `\0${id}` : null),
		load(id) {
			if (!id.startsWith(PREFIX)) return null;
			const words = JSON.stringify(wordsOf.get(id.slice(PREFIX.length)));
			return `import { addWords } from ${JSON.stringify(MESSAGE)}; addWords(${words});`;
		},
		transform(code, id) {
			if (id === MESSAGE) {
				const own =
					'const messages = {};\nexport const addWords = (words) => Object.assign(messages, words);';
				return { code: code.replace(/^import messages .*$/m, own), map: null };
			}
			if (!id.startsWith(resolve('src')) || !/\.(svelte|ts)$/.test(id)) return null;
			const named = namedIn(code, messages);
			if (Object.keys(named).length === 0) return null;
			// Not an ending that another plugin takes for its own.
			const file = `${relative('.', id)}.words`;
			wordsOf.set(file, named);
			const line = `import ${JSON.stringify(`words:${file}`)};`;
			const withWords = id.endsWith('.svelte')
				? code.replace(/<script lang="ts"[^>]*>/, `$&${line}`)
				: line + code;
			// No line moves, so the map of before still holds.
			return { code: withWords, map: null };
		}
	};
}

/** The messages that a source names, in both numbers where it names a stem. */
function namedIn(code: string, messages: Record<string, string>): Record<string, string> {
	const quoted = [...code.matchAll(/['"`]([a-zA-Z]+(?:\.[a-zA-Z]+)*)['"`]/g)].map(([, key]) => key);
	const keys = quoted.flatMap((key) => [`${key}`, `${key}.one`, `${key}.other`]);
	return Object.fromEntries(
		keys.flatMap((key) => (messages[key] === undefined ? [] : [[key, messages[key]]]))
	);
}
