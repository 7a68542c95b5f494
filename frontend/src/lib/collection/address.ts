// Where a collection lives: `/collections/<id>`.
import { keyOf } from '#lib/thread/address.ts';

/** The API id of the collection that an address names, or null when it names none. */
export function collectionIdOf(key: string): string | null {
	return /^[0-9a-f]{32}$/.test(key) ? `collection:${key}` : null;
}

export const collectionAddress = ({ id }: { id: string }): string => `/collections/${keyOf(id)}`;
