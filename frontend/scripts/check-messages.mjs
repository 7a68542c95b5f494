// Every message is used, every key that is used exists (TypeScript sees to
// literal ones), every placeholder has the same name where it is filled, and
// what has two sentences ends with a full stop.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const messages = JSON.parse(readFileSync('messages/en.json', 'utf8'));
const sources = readdirSync('src', { recursive: true })
	.filter((name) => /\.(svelte|ts)$/.test(name) && !name.endsWith('graphql/types.ts'))
	.map((name) => readFileSync(join('src', name), 'utf8'))
	.join('\n');

const quoted = new Set(
	[...sources.matchAll(/['"`]([a-zA-Z]+(?:\.[a-zA-Z]+)*)['"`]/g)].map((m) => m[1])
);
const wrong = [];

for (const [key, words] of Object.entries(messages)) {
	const counted = key.match(/^(.*)\.(one|other)$/);
	if (!quoted.has(counted ? counted[1] : key)) wrong.push(`${key} is not used`);
	if (counted && !(`${counted[1]}.one` in messages && `${counted[1]}.other` in messages)) {
		wrong.push(`${key} needs its other number`);
	}
	for (const [, name] of words.matchAll(/\{(\w+)\}/g)) {
		const filled = new RegExp(
			`['"]${(counted ? counted[1] : key).replaceAll('.', '\\.')}['"][^;]*?\\b${name}\\b`,
			's'
		);
		if (name !== 'count' && !filled.test(sources)) wrong.push(`{${name}} in ${key} is not filled`);
	}
	if (/\b(please|oops|invalid|successfully|e\.g\.|i\.e\.|etc)\b/i.test(words)) {
		wrong.push(`${key} uses a word we do not use: ${words}`);
	}
	if (/\. ./.test(words) && !/[.!?…:”)]$/.test(words)) {
		wrong.push(`${key} has two sentences, and no full stop behind the second: ${words}`);
	}
}

if (wrong.length > 0) {
	console.error(wrong.join('\n'));
	process.exit(1);
}
console.log(`${Object.keys(messages).length} messages, all used`);
