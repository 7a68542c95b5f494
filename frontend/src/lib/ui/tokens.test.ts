import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [light = '', system = '', chosen = ''] = css
	.split(/:root(?=[^{]*\{)/)
	.slice(1)
	.map((part) => part.slice(0, part.indexOf('}')));

type Tokens = ReadonlyMap<string, string>;
type Colour = readonly number[];

const tokensOf = (block: string) =>
	new Map(
		[...block.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value])
	);

/** A colour as it comes out: a value, or a mix of two others. */
function colour(tokens: Tokens, name: string): Colour {
	const value = tokens.get(name) ?? '';
	const mix = /^color-mix\(in srgb, var\(--([\w-]+)\) (\d+)%, var\(--([\w-]+)\)\)$/.exec(value);
	if (mix) {
		const [one, other] = [colour(tokens, mix[1] ?? ''), colour(tokens, mix[3] ?? '')];
		const share = Number(mix[2]) / 100;
		return one.map((part, index) => part * share + (other[index] ?? 0) * (1 - share));
	}
	assert.match(value, /^#[0-9a-f]{6}$/, `--${name}`);
	return [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16));
}

function luminance(parts: Colour): number {
	const [red = 0, green = 0, blue = 0] = parts
		.map((part) => part / 255)
		.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(tokens: Tokens, one: string, other: string): number {
	const [dark = 0, bright = 0] = [one, other]
		.map((name) => luminance(colour(tokens, name)))
		.sort((a, b) => a - b);
	return (bright + 0.05) / (dark + 0.05);
}

const SECTORS = ['education', 'third', 'prescribing', 'primary', 'mental', 'local', 'plain'];

/** Words on their ground. */
const WORDS: readonly (readonly [string, string])[] = [
	...['ink', 'muted', 'sea', 'coral', 'good', 'bad'].flatMap((words) =>
		['paper', 'surface', 'tint'].map((ground) => [words, ground] as const)
	),
	['paper', 'sea'],
	['paper', 'coral'],
	['coral', 'coral-tint'],
	['good', 'good-tint'],
	['note-ink', 'note'],
	['warn-ink', 'warn'],
	...SECTORS.map((sector) => [sector, `${sector}-tint`] as const)
];

/** Edges and shapes that carry a meaning. */
const SHAPES: readonly (readonly [string, string])[] = [
	['line', 'paper'],
	['line', 'surface'],
	...SECTORS.flatMap((sector) => ['paper', 'surface'].map((ground) => [sector, ground] as const))
];

const LOOKS: readonly (readonly [string, Tokens])[] = [
	['light', tokensOf(light)],
	['dark', new Map([...tokensOf(light), ...tokensOf(chosen)])]
];

for (const [look, tokens] of LOOKS) {
	test(`every pair of colours can be told apart: ${look}`, () => {
		for (const [pairs, least] of [
			[WORDS, 4.5],
			[SHAPES, 3]
		] as const) {
			for (const [one, other] of pairs) {
				const found = contrast(tokens, one, other);
				assert.ok(found >= least, `--${one} on --${other}: ${found.toFixed(2)}, not ${least}`);
			}
		}
	});
}

test('dark is the same by the system and by the switch', () => {
	assert.deepEqual([...tokensOf(system)], [...tokensOf(chosen)]);
});
