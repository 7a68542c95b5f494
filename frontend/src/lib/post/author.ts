// How an author is named, and addressed in the words of a button.
interface Author {
	label: string;
	isNamed: boolean;
}

const TITLE = /^(dr|mr|mrs|ms|miss|mx|prof|rev|cllr)\.?$/i;

/** "Priya" for Priya Nair, "Dr Okafor" whole, "a colleague in education" for one without a name. */
export function spokenName({ label, isNamed }: Author): string {
	if (!isNamed) return label.replace(/^A /, 'a ');
	const [first = label] = label.split(/\s+/);
	return TITLE.test(first) ? label : first;
}

/** The sector to name beside an author; none where the label names it ("A colleague in education"). */
export function sectorBeside<Sector extends { name: string }>(author: {
	label: string;
	sector: Sector | null;
}): Sector | null {
	const { label, sector } = author;
	const isNamed =
		sector !== null && label.toLocaleLowerCase().includes(sector.name.toLocaleLowerCase());
	return isNamed ? null : sector;
}
