// The server's content security policy forbids inline styles and knows inline
// scripts by their hash; a page that breaks this would fail in the browser only.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const files = readdirSync('build', { recursive: true });
const pages = files.filter((name) => name.endsWith('.html'));
const wrong = [];

for (const name of pages) {
	const html = readFileSync(join('build', name), 'utf8');
	if (/<[^>]+\sstyle=/.test(html)) wrong.push(`${name}: an inline style attribute`);
	if (/<style/.test(html)) wrong.push(`${name}: an inline style sheet`);
	if (/<[^>]+\son\w+=/.test(html)) wrong.push(`${name}: an inline event handler`);
	if (/(?:src|href)="https?:[^"]*\.(?:js|css|woff2?|png|svg)"/.test(html)) {
		wrong.push(`${name}: something is fetched from elsewhere`);
	}
}
for (const name of files.filter((name) => name.endsWith('.js'))) {
	// Markup that the browser parses later: the policy refuses it all the same.
	if (/<[a-z][^<>]*\sstyle=(?!\$\{)/.test(readFileSync(join('build', name), 'utf8'))) {
		wrong.push(`${name}: an inline style attribute`);
	}
}
for (const needed of ['app', 'index', 'house-rules', 'help-now', 'privacy', 'accessibility']) {
	if (!pages.includes(`${needed}.html`)) wrong.push(`${needed}.html is missing`);
}

if (wrong.length > 0) {
	console.error(wrong.join('\n'));
	process.exit(1);
}
console.log(`${pages.length} pages, none with inline style or foreign content`);
