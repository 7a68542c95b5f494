// Where a link may lead.

const SCHEMES = /^(https?|mailto|tel):/i;

/**
 * What somebody typed or pasted as an address, as one that a link can have; null
 * where it leads to no page, mailbox or telephone.
 */
export function linkAddress(typed: string): string | null {
	const address = typed.trim();
	if (/^tel:/i.test(address)) return telephone(address.slice(4));
	if (/^mailto:/i.test(address)) return address.replaceAll(/\s/g, '');
	if (/^https?:\/\/[^\s/]/i.test(address)) return address.replaceAll(/\s/g, '%20');
	if (/^[^\s/@:?#]+@[^\s/@:?#]+\.[^\s/@:?#]+$/.test(address)) return `mailto:${address}`;
	if (/^\+?[\d\s().-]{6,}$/.test(address)) return telephone(address);
	if (/^[^\s/@:?#]+\.[a-z]{2,}(?:[/?#:]|$)/i.test(address)) {
		return `https://${address.replaceAll(/\s/g, '%20')}`;
	}
	return null;
}

function telephone(number: string): string | null {
	const dialled = number.replaceAll(/[^\d+]/g, '');
	return dialled === '' ? null : `tel:${dialled}`;
}

/** What was pasted: as {@link linkAddress}, but nothing is guessed. */
export function pastedAddress(href: string): string | null {
	return SCHEMES.test(href.trim()) ? linkAddress(href) : null;
}

/** Whether the words of a link are its address: the server makes such a link by itself. */
export function saysItself(words: string, href: string): boolean {
	if (/^https?:/i.test(words)) return href === words;
	if (/^www\./i.test(words)) return href === `https://${words}`;
	if (href === `mailto:${words}`) return true;
	const [, national] = /^(?:0|\+440?)(\d{9,10})$/.exec(words.replaceAll(/[ ()-]/g, '')) ?? [];
	return national !== undefined && href === `tel:+44${national}`;
}
