// The gate in front of every page. Members' pages are drawn by the browser
// alone: what is built of each is an empty page that names its files. The pages
// anyone may read are there with their words (`(public)/+layout.ts`).
import { browser } from '$app/env';
import { navigating } from '$app/state';
import { redirect } from '@sveltejs/kit';
import { safeNext, signInFrom } from '#lib/viewer/gate.ts';
import { gateFor } from '#lib/viewer/routes.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';
import type { LayoutLoad } from './$types';

export const ssr = false;
export const prerender = true;

export const load: LayoutLoad = async ({ route, url }) => {
	const gate = gateFor(route.id);
	if (!browser || gate === 'open') return;

	await session.ready();
	// Without an answer there is nothing to decide: the frame shows the failure.
	if (!session.known) return;
	const state = session.viewer?.state ?? null;

	if (gate === 'joining' && (state === 'DECLINED' || state === 'LEFT')) return;
	if (gate === 'signedOut' || gate === 'joining') {
		if (state === 'ACTIVE') redirect(307, safeNext(url.searchParams.get('next')));
		if (state !== null) redirect(307, '/join/status');
		return;
	}
	if (state === null) {
		// SvelteKit keeps the part behind "#" from `load`, in development at least.
		const hash = navigating.to?.url.hash ?? location.hash;
		redirect(307, signInFrom({ pathname: url.pathname, search: url.search, hash }));
	}
	if (gate === 'member' && state !== 'ACTIVE') redirect(307, '/join/status');
	if (gate === 'waiting' && state === 'ACTIVE') redirect(307, '/home');
};
