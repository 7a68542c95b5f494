// Files beside the words: a picture, a document, a line that breaks, a second look.
import { deflateSync } from 'node:zlib';
import { AxeBuilder, ask, check, choose, posted, same, until, m } from '../stage.mjs';

/** The table of CRC-32, by which each part of a PNG is checked. */
const TABLE = Array.from({ length: 256 }, (_, byte) => {
	let crc = byte;
	for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	return crc;
});

function part(name, bytes) {
	const body = Buffer.concat([Buffer.from(name), bytes]);
	const crc = body.reduce((crc, byte) => (crc >>> 8) ^ TABLE[(crc ^ byte) & 255], 0xffffffff);
	const part = Buffer.alloc(body.length + 8);
	part.writeUInt32BE(bytes.length, 0);
	body.copy(part, 4);
	part.writeUInt32BE(~crc >>> 0, body.length + 4);
	return part;
}

/** An invented poster: the sea below, the sky above. */
export function poster(width = 1200, height = 700) {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 2, 0, 0, 0], 8);
	const rows = Buffer.alloc((width * 3 + 1) * height);
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) {
			const [at, tone] = [y * (width * 3 + 1) + 1 + x * 3, y > height * 0.6 ? 30 : 170];
			rows.set([tone, tone + 40 - (y % 40), tone + 60 - (x % 20)], at);
		}
	}
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		part('IHDR', head),
		part('IDAT', deflateSync(rows)),
		part('IEND', Buffer.alloc(0))
	]);
}

const PICTURE = { name: 'poster.png', mimeType: 'image/png', buffer: poster() };
const LEAFLET = {
	name: 'What to say first.txt',
	mimeType: 'text/plain',
	buffer: Buffer.from('Say that you are glad they told you.')
};

/** A thread of one's own, with the editor and the files there. */
async function desk(stage, who, title) {
	const page = await stage.person(who);
	await ask(page, title, 'A place to try files in.');
	await page.getByRole('button', { name: m.thread_write_more() }).click();
	await page.getByRole('button', { name: m.file_add() }).waitFor();
	return page;
}

const form = (page) => page.locator('form').filter({ has: page.locator('#files') });
const choosing = (page, files) => form(page).locator('input[type=file]').setInputFiles(files);
const write = (page, words) =>
	page.getByRole('textbox', { name: m.thread_your_reply() }).fill(words);
const post = (page) => page.getByRole('button', { name: m.thread_post_reply() }).click();
const article = (page, words) => page.getByRole('article').filter({ hasText: words });

async function axe(page, where) {
	for (const colorScheme of ['light', 'dark']) {
		await page.emulateMedia({ colorScheme });
		const { violations } = await new AxeBuilder({ page }).analyze();
		same(violations.map(({ id }) => id).join(), '', `axe, ${where}, ${colorScheme}`);
	}
	await page.emulateMedia({ colorScheme: 'light' });
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	check(wide <= 0, `${where} scrolls sideways by ${wide}`);
}

export const journeys = [
	[
		'a picture and a document go out with a reply',
		async (stage) => {
			const page = await desk(stage, 'third-sector worker', 'Which poster hangs in your corridor?');
			await choosing(page, [PICTURE, LEAFLET]);
			const shows = page.getByLabel(m.file_alternative());
			await shows.waitFor();
			await page.getByRole('link', { name: LEAFLET.name }).waitFor();
			await axe(page, 'writing with files');
			await write(page, 'This one, and a leaflet.');
			await post(page);
			const missing = m.file_alternative_missing({ name: 'poster.jpg' });
			await page.getByRole('link', { name: missing }).click();
			check(
				await shows.evaluate((field) => field === document.activeElement),
				'the summary leads to the field'
			);
			// What the server says of it stands there, and not that nothing was said.
			await shows.fill('sea '.repeat(130));
			await post(page);
			await page.getByRole('alert').getByRole('link', { name: /500/ }).waitFor();
			await shows.fill('Blue sea under a pale sky');
			await post(page);
			await posted(page, 'This one, and a leaflet.');
			same(await form(page).locator('li').count(), 0, 'files left beside an empty form');

			const other = await stage.person('social prescriber');
			await other.goto(page.url());
			const seen = article(other, 'This one, and a leaflet.').first();
			const picture = seen.getByRole('img', {
				name: 'Blue sea under a pale sky'
			});
			await picture.scrollIntoViewIfNeeded();
			await until('the picture', () =>
				picture.evaluate(({ complete, naturalWidth }) => complete && naturalWidth > 300)
			);
			await axe(other, 'reading with files');
			const [download] = await Promise.all([
				other.waitForEvent('download'),
				seen.getByRole('link', { name: LEAFLET.name }).click()
			]);
			same(download.suggestedFilename(), LEAFLET.name, 'the name of what is saved');
		}
	],
	[
		'a broken line loses neither the words nor the file',
		async (stage) => {
			const page = await desk(stage, 'third-sector worker', 'Does anyone have the old leaflet?');
			stage.expect(/ERR_FAILED/);
			await write(page, 'Here it is.');
			await page.route('**/files', (route) => route.abort());
			await choosing(page, LEAFLET);
			await page.getByText(m.file_offline()).waitFor();
			await post(page);
			await page.getByRole('link', { name: m.file_not_sent() }).waitFor();
			await page.unroute('**/files');
			await page.getByRole('button', { name: m.file_again() }).click();
			await page.getByRole('link', { name: LEAFLET.name }).waitFor();
			// The draft knows it after a reload, too.
			await page.reload();
			await page.getByRole('button', { name: m.file_add() }).scrollIntoViewIfNeeded();
			await form(page).getByRole('link', { name: LEAFLET.name }).waitFor();
			await post(page);
			await posted(page, 'Here it is.');
			await article(page, 'Here it is.')
				.first()
				.getByRole('link', { name: LEAFLET.name })
				.waitFor();
			await choose(page, 'Here it is.', m.post_edit());
			await page
				.getByRole('button', {
					name: m.file_take_out_name({ name: LEAFLET.name })
				})
				.click();
			await page.getByRole('button', { name: m.post_edit_save() }).click();
			await posted(page, 'Here it is.');
			same(
				await article(page, 'Here it is.')
					.first()
					.getByRole('link', { name: LEAFLET.name })
					.count(),
				0,
				'files after one was taken out'
			);
		}
	],
	[
		'files are pasted and dropped, and what Cove does not take says why',
		async (stage) => {
			const page = await desk(stage, 'third-sector worker', 'How do I show you a picture?');
			stage.expect(/status of 422/);
			const give = (type, name, mimeType, bytes) =>
				page.locator('.editor').evaluate(
					(editor, { type, name, mimeType, bytes }) => {
						const data = new DataTransfer();
						data.items.add(new File([new Uint8Array(bytes)], name, { type: mimeType }));
						const init = { bubbles: true, cancelable: true };
						editor.dispatchEvent(
							type === 'paste'
								? new ClipboardEvent('paste', { ...init, clipboardData: data })
								: new DragEvent('drop', { ...init, dataTransfer: data })
						);
					},
					{ type, name, mimeType, bytes: [...bytes] }
				);
			await give('paste', 'pasted.png', 'image/png', poster(60, 40));
			await page.getByRole('link', { name: 'pasted.jpg' }).waitFor();
			await give('drop', 'drawing.svg', 'image/svg+xml', Buffer.from('<svg onload="x"/>'));
			await page.getByText('Cove does not take this kind of file').waitFor();
			await page
				.getByRole('button', {
					name: m.file_take_out_name({ name: 'drawing.svg' })
				})
				.click();
			await page.getByRole('checkbox', { name: m.file_decoration() }).check();
			await write(page, 'Like this.');
			await post(page);
			await posted(page, 'Like this.');
		}
	]
];
