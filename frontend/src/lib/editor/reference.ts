// Naming a member by `@`, and a thread by its address.
import type { Node } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import { threadIdOf } from '#lib/thread/address.ts';
import { schema } from './schema.ts';

/** What is typed after an `@`, up to the caret, and where it stands. */
export interface Naming {
	from: number;
	to: number;
	name: string;
}

/** As long as a name that somebody looks for. */
const LONGEST = 40;
/** Behind a letter it is a mail address. */
const BEGUN = /(?:^|[\s(\[“‘"'\ufffc])@(\p{L}[\p{L}\p{M}'’. -]*)$/u;

export function namingAt({ selection: { $from, empty } }: EditorState): Naming | null {
	const { parent, parentOffset, pos } = $from;
	if (!empty || parent.type.spec.code) return null;
	const start = Math.max(0, parentOffset - LONGEST);
	const before = parent.textBetween(start, parentOffset, null, '\ufffc');
	const [, name] = BEGUN.exec(before) ?? [];
	return name === undefined ? null : { from: pos - name.length - 1, to: pos, name };
}

/** The member in place of what was typed, and a space to go on behind. */
export function nameMember({ from, to }: Naming, member: { id: string; name: string }): Command {
	return (state, dispatch) => {
		const reference = schema.nodes.reference.create({ id: member.id, label: `@${member.name}` });
		const { tr } = state;
		tr.replaceWith(from, to, reference);
		if (!/^\s/.test(state.doc.textBetween(to, Math.min(to + 1, state.doc.content.size)))) {
			tr.insertText(' ', from + 1);
		}
		dispatch?.(tr.scrollIntoView());
		return true;
	};
}

/** The thread of this community that a pasted text is the address of, and of nothing in it. */
export function threadAt(pasted: string): string | null {
	const start = `${location.origin}/threads/`;
	const [, key = ''] = pasted.startsWith(start)
		? (/^([0-9a-f]{32})(?:[/?][^\s#]*)?$/.exec(pasted.slice(start.length)) ?? [])
		: [];
	return threadIdOf(key);
}

/** Its title in place of an address, where that still stands. */
export function nameThread(address: string, thread: { id: string; title: string }): Command {
	return (state, dispatch) => {
		const from = placeOf(state.doc, address);
		if (from === null) return false;
		const reference = schema.nodes.reference.create({ id: thread.id, label: thread.title });
		dispatch?.(state.tr.replaceWith(from, from + address.length, reference));
		return true;
	};
}

function placeOf(doc: Node, words: string): number | null {
	let place: number | null = null;
	doc.descendants((node, pos, parent) => {
		if (place !== null || !node.isText || parent?.type.spec.code) return;
		const text = node.text ?? '';
		for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
			// Not the beginning of a longer one.
			if (place === null && /^(\s|$)/.test(text.slice(at + words.length))) place = pos + at;
		}
	});
	return place;
}
