// The shape of each sector, on a field of 24 by 24. A sector that another area
// has added gets the ring.
const SHAPES: Record<string, string> = {
	education:
		'M12 4 1.5 9.2 12 14.4l8.2-4.06V16h1.8V9.4zM6 13.2v4c0 1.6 3 3.1 6 3.1s6-1.5 6-3.1v-4l-6 3z',
	'third-sector': 'M12 20.5 4 12.4a4.9 4.9 0 0 1 0-7 4.9 4.9 0 0 1 7 0l1 1 1-1a4.9 4.9 0 0 1 7 7z',
	'social-prescribing':
		'M11 21v-6.3C6.2 14.5 3 11.7 3 6.6c4.7 0 7.7 2 8.7 5.2C12.7 7.7 15.7 4.6 21 4.2c.2 5.7-2.7 9.2-8 9.7V21z',
	'primary-care': 'M9 3h6v6h6v6h-6v6H9v-6H3V9h6z',
	'nhs-mental-health': 'M13 2a8 8 0 0 1 5 14v6h-8v-3H7a2 2 0 0 1-2-2v-3l-2-1 2-4a8 8 0 0 1 8-7z',
	'local-authority':
		'M12 2.5 21.5 8v2.2h-19V8zM4.2 11.7h3v6h-3zM10.5 11.7h3v6h-3zM16.8 11.7h3v6h-3zM2.5 19.2h19v2.3h-19z'
};

const RING = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 5a4 4 0 1 1 0 8 4 4 0 0 1 0-8z';

/** Somebody of whom not even the sector is told. */
const PERSON = 'M12 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM3.5 20.5a8.5 6.7 0 0 1 17 0z';

export function shapeOfSector(slug: string | null): string {
	return slug === null ? PERSON : (SHAPES[slug] ?? RING);
}
