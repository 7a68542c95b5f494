// What an author is called, also in the words of a button.
interface Author {
	label: string;
	isNamed: boolean;
}

/** Who it is, in the midst of a sentence: "Priya Nair", "a colleague in education". */
export function fullName({ label, isNamed }: Author): string {
	return isNamed ? label : label.replace(/^A /, 'a ');
}

const TITLE = /^(dr|mr|mrs|ms|miss|mx|prof|rev|cllr)\.?$/i;

/** How one speaks to them: "Priya" for Priya Nair, "Dr Okafor" whole, "a colleague in education" for one without a name. */
export function spokenName(author: Author): string {
	const label = fullName(author);
	if (!author.isNamed) return label;
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
