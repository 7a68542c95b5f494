// Thanks and useful: counts without names.
import type { Reaction } from '#lib/graphql/types.ts';

export interface Reacted {
	reactions: { reaction: Reaction; count: number }[];
	viewerReactions: Reaction[];
}

export function countOf({ reactions }: Pick<Reacted, 'reactions'>, reaction: Reaction): number {
	return reactions.find((each) => each.reaction === reaction)?.count ?? 0;
}

/** "Useful", or "Useful 4". */
export function counted(
	post: Pick<Reacted, 'reactions'>,
	reaction: Reaction,
	word: string
): string {
	const count = countOf(post, reaction);
	return count > 0 ? `${word} ${count.toLocaleString('en-GB')}` : word;
}

/** The same post after its reader reacted, or took it back: shown before the server has answered. */
export function reacted(post: Reacted, reaction: Reaction, on: boolean): Reacted {
	if (post.viewerReactions.includes(reaction) === on) {
		return { reactions: post.reactions, viewerReactions: post.viewerReactions };
	}
	const count = Math.max(0, countOf(post, reaction) + (on ? 1 : -1));
	const others = post.reactions.filter((each) => each.reaction !== reaction);
	return {
		reactions: [...others, { reaction, count }],
		viewerReactions: on
			? [...post.viewerReactions, reaction]
			: post.viewerReactions.filter((each) => each !== reaction)
	};
}
