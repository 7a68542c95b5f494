/** A link that calls or texts the number in a contact, where there is one. */
export function dial(contact: string): string | null {
	const text = /^Text (\S+) to (\d+)$/.exec(contact);
	if (text) return `sms:${text[2]}?body=${text[1]}`;
	const call = /^Call (\d[\d ]*\d)/.exec(contact);
	return call?.[1] ? `tel:${call[1].replaceAll(' ', '')}` : null;
}
