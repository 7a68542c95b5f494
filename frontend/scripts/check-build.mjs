// What a type checker cannot see: the server's content security policy forbids
// inline styles and knows inline scripts by their hash, the bootstrap has an
// order, and a first visit has a budget.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const KILOBYTE = 1_000;
const SCRIPT_BUDGET = 80 * KILOBYTE;
const HOME_SCRIPT_BUDGET = 68 * KILOBYTE;
const EDITOR_BUDGET = 110 * KILOBYTE;
const STYLE_BUDGET = 14 * KILOBYTE;
const MORE_STYLE_BUDGET = 18 * KILOBYTE;
/** With what most visits begin. */
const FIRST = ['home.html', 'threads/[id]/[[slug]].html'];
const BUDGET = 170 * KILOBYTE;

const files = readdirSync('build', { recursive: true });
const text = (name) => readFileSync(join('build', name), 'utf8');
const zipped = (name) => gzipSync(text(name), { level: 9 }).length;
const sum = (names, size) => [...names].reduce((total, name) => total + size(name), 0);
const wrong = [];

const pages = files.filter((name) => name.endsWith('.html'));
for (const name of pages) {
	const html = text(name);
	if (/<[^>]+\sstyle=/.test(html)) wrong.push(`${name}: an inline style attribute`);
	if (html.match(/<title>/g)?.length !== 1) wrong.push(`${name}: not one title`);
	if (/<style/.test(html)) wrong.push(`${name}: an inline style sheet`);
	if (/<[^>]+\son\w+=/.test(html)) wrong.push(`${name}: an inline event handler`);
	if (/(?:src|href)="https?:[^"]*\.(?:js|css|woff2?|png|svg)"/.test(html)) {
		wrong.push(`${name}: something is fetched from elsewhere`);
	}
}
for (const needed of [
	'app',
	'index',
	'house-rules',
	'help-now',
	'privacy',
	'accessibility',
	'home',
	'threads/[id]/[[slug]]'
]) {
	if (!pages.includes(`${needed}.html`)) wrong.push(`${needed}.html is missing`);
}

const scripts = files.filter((name) => name.endsWith('.js'));
for (const name of scripts) {
	// Markup that the browser parses later: the policy refuses it all the same.
	if (/<[a-z][^<>]*\sstyle=(?!\$\{)/.test(text(name))) {
		wrong.push(`${name}: an inline style attribute`);
	}
}

/** A script and all that it cannot start without. */
function closure(...names) {
	const all = new Set(names);
	for (const name of all) {
		for (const [, to] of text(name).matchAll(/(?:from|import)\s*["'`](\.[^"'`]+)["'`]/g)) {
			all.add(join(dirname(name), to));
		}
	}
	return all;
}

const entry = (kind) => scripts.find((name) => name.includes(`/entry/${kind}.`)) ?? '';

// The bootstrap hands SvelteKit its version before anything else is evaluated,
// so what `start` imports must not draw in the rest of the program.
const early = sum(closure(entry('start')), (name) => statSync(join('build', name)).size);
if (early > 5 * KILOBYTE) {
	wrong.push(`${entry('start')}: draws in ${early} bytes before SvelteKit is told its version`);
}

// The budgets are for a first visit to a thread; every screen keeps to them, and
// Home, which people open daily, to a smaller one. A page names all its scripts.
const weights = pages.map((name) => {
	const weight = (link) => {
		const named = [...text(name).matchAll(link)];
		return sum(new Set(named.map(([, file]) => file)), zipped);
	};
	return {
		name,
		script: weight(/href="\/(_app\/[^"]+\.js)" rel="modulepreload"/g),
		style: weight(/href="\/(_app\/[^"]+\.css)" rel="stylesheet"/g)
	};
});
for (const { name, script, style } of weights) {
	const budget = name === 'home.html' ? HOME_SCRIPT_BUDGET : SCRIPT_BUDGET;
	if (script > budget) wrong.push(`${name} needs ${script} bytes of script, zipped`);
	const looks = FIRST.includes(name) ? STYLE_BUDGET : MORE_STYLE_BUDGET;
	if (style > looks) wrong.push(`${name} needs ${style} bytes of style, zipped`);
}
// The editor comes when somebody is about to write: no page brings it along.
const editor = scripts.filter((name) => text(name).includes('ProseMirror'));
if (editor.length === 0) wrong.push('there is no editor');
if (sum(editor, zipped) > EDITOR_BUDGET) {
	wrong.push(`the editor is ${sum(editor, zipped)} bytes, zipped`);
}
for (const name of pages) {
	if (editor.some((script) => text(name).includes(script))) wrong.push(`${name} brings the editor`);
}
const script = Math.max(...weights.map(({ script }) => script));
const style = Math.max(...weights.map(({ style }) => style));
const font = sum(
	files.filter((name) => name.endsWith('.woff2')),
	(name) => statSync(join('build', name)).size
);
if (script < 20 * KILOBYTE) wrong.push('the pages name no scripts');
// A package that was never installed leaves its type out, and nothing else says so.
if (font < 20 * KILOBYTE) wrong.push('the main type is missing: run npm ci');
if (style < 5 * KILOBYTE) wrong.push('the pages name no style sheets');
if (script + style + font + zipped('app.html') > BUDGET) wrong.push('a first visit is too heavy');

if (wrong.length > 0) {
	console.error(wrong.join('\n'));
	process.exit(1);
}
const kB = (bytes) => `${(bytes / KILOBYTE).toFixed(1)} kB`;
console.log(
	`${pages.length} pages in order; the heaviest screen needs ${kB(script)} of script, ${kB(style)} of style, ${kB(font)} of type; the editor ${kB(sum(editor, zipped))}`
);
