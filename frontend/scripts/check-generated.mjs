// The generated types are committed; this makes them again and compares.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'src/lib/graphql/types.ts';
const committed = readFileSync(file, 'utf8');
execFileSync('graphql-codegen', ['--config', 'codegen.ts', '--silent'], { stdio: 'inherit' });
const current = readFileSync(file, 'utf8');

if (current !== committed) {
	writeFileSync(file, committed);
	console.error(`${file} is not what the schema and the documents say: run "npm run generate"`);
	process.exit(1);
}
