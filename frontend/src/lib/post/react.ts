// Reacting to a post, and taking it back. It shows at once; should the server
// not take it, it goes back and says why.
import { request } from '#lib/graphql/request.ts';
import type { Reaction } from '#lib/graphql/types.ts';
import type { Problems } from '#lib/ui/form/problems.svelte.ts';
import { ReactDocument } from './react.graphql.ts';
import { reacted, type Reacted } from './reactions.ts';
import { refusal } from './refusal.ts';
import { REACT } from './reactionStatuses.ts';

type Post = Reacted & { id: string };

/** What a press of a reaction does to the post that `current` gives. */
export function reacting(
	current: () => Post,
	problems: Problems,
	onchange: (post: Reacted) => void
): (reaction: Reaction) => Promise<void> {
	const latest = { USEFUL: 0, THANKS: 0 } satisfies Record<Reaction, number>;
	return async (reaction) => {
		const turn = ++latest[reaction];
		const wanted = !current().viewerReactions.includes(reaction);
		onchange(reacted(current(), reaction, wanted));
		const answer = await problems.during(
			request(ReactDocument, { input: { post: current().id, reaction, on: wanted } })
		);
		// A later press has its own answer coming.
		if (turn !== latest[reaction]) return;
		const undo = () => onchange(reacted(current(), reaction, !wanted));
		if (!answer) {
			undo();
			return;
		}
		const { status, problems: refused, post } = answer.react;
		switch (status) {
			case 'SAVED':
				if (post) onchange(post);
				break;
			case 'OWN_POST':
			case 'NOT_FOUND':
				undo();
				problems.show(refusal(refused, REACT[status]()));
				break;
			default:
				status satisfies never;
		}
	};
}
