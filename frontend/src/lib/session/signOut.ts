// Ends this session, or all of a member's, and deletes what this browser kept.
import { request } from '#lib/graphql/request.ts';
import type { Problems } from '#lib/ui/form/problems.svelte.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';
import { SignOutDocument } from './signOut.graphql.ts';
import { SignOutEverywhereDocument } from './signOutEverywhere.graphql.ts';
import { noteFarewell } from './farewell.ts';

/** here: this browser alone; everywhere: every device. */
export type Where = 'here' | 'everywhere';

/** Leaves the page; where it does not, `problems` say why. */
export async function signOut(where: Where, problems: Problems): Promise<void> {
	const done = await problems.during<object>(
		where === 'here' ? request(SignOutDocument) : request(SignOutEverywhereDocument)
	);
	// A session that is over already is what was asked for.
	if (!done && problems.failure?.kind !== 'signedOut') return;
	noteFarewell('signedOut');
	await session.signedOut('/');
}
