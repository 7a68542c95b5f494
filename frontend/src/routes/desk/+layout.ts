// For anyone but the co-ordinator there is no such page.
import { error } from '@sveltejs/kit';
import { session } from '#lib/viewer/viewer.svelte.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async () => {
	await session.ready();
	// Without an answer the frame shows the failure.
	if (session.known && !session.isCoordinator) error(404, 'not found');
};
