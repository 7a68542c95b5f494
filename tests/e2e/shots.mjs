// Pictures of every screen, for people to look at: at 360 and 1280 px, in light
// and dark, into the folder given. Not a test.
//
//   cd frontend && node ../tests/e2e/shots.mjs ../target/shots
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Stage } from './stage.mjs';
import { SCREENS, settled } from './journeys/every-screen.mjs';

const folder = process.argv[2];
if (!folder) {
	console.error('say where the pictures go: node shots.mjs FOLDER');
	process.exit(1);
}
mkdirSync(folder, { recursive: true });

const stage = await Stage.open();
let taken = 0;
try {
	for (const [who, screens] of Object.entries(SCREENS)) {
		const page = who === 'visitor' ? await stage.visitor() : await stage.person(who);
		for (const [name, bring] of screens) {
			await page.setViewportSize({ width: 1280, height: 900 });
			await bring(page, stage);
			await settled(page);
			for (const width of [360, 1280]) {
				for (const colorScheme of ['light', 'dark']) {
					await page.setViewportSize({
						width,
						height: width === 360 ? 740 : 900
					});
					await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
					const file = `${who} ${name} ${width} ${colorScheme}.png`.replaceAll(/[^\w.]+/g, '-');
					await page.screenshot({
						path: path.join(folder, file),
						fullPage: name !== 'thread, menu open'
					});
					taken += 1;
				}
			}
		}
		await stage.leave();
	}
} finally {
	await stage.close();
}
console.log(`${taken} pictures in ${folder}`);
