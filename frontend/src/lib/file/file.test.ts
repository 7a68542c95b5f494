import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizeOf } from '#lib/ui/size.ts';
import { aboutFile, sourcesOf, type PostFile } from './file.ts';

const picture: PostFile = {
	id: 'file:1',
	name: 'poster.jpg',
	kind: 'JPEG',
	bytes: 1_250_000,
	alternative: 'A boat',
	width: 2048,
	height: 1024,
	url: '/files/1',
	state: 'READY'
};

test('a size is said in kilobytes and megabytes', () => {
	assert.deepEqual([0, 900, 120_400, 999_400, 1_250_000, 25_000_000].map(sizeOf), [
		'1 kB',
		'1 kB',
		'120 kB',
		'999 kB',
		'1.3 MB',
		'25 MB'
	]);
	assert.equal(aboutFile(picture), 'Picture, 1.3 MB');
});

test('a browser chooses between the sizes that differ', () => {
	assert.equal(
		sourcesOf(picture),
		'/files/1/small 320w, /files/1/medium 960w, /files/1/large 2048w'
	);
	assert.equal(
		sourcesOf({ ...picture, width: 200, height: 600 }),
		'/files/1/small 107w, /files/1/medium 200w'
	);
	assert.equal(sourcesOf({ ...picture, width: 40, height: 30 }), '/files/1/small 40w');
});
