/** The part of a contact that is pressed, and where it leads: "Call 111" of "Call 111, then choose option 2". */
export function dial(contact: string): { href: string; words: string } | null {
	const text = /^Text (\S+) to (\d+)$/.exec(contact);
	if (text) return { href: `sms:${text[2]}?body=${text[1]}`, words: contact };
	const call = /^(Call (\d[\d ]*\d))/.exec(contact);
	return call?.[1] && call[2]
		? { href: `tel:${call[2].replaceAll(' ', '')}`, words: call[1] }
		: null;
}
