// What the keys and the buttons do.
import { baseKeymap, exitCode, lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import type { MarkType, Node, NodeType } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { Selection, TextSelection, type Command, type EditorState } from 'prosemirror-state';
import { schema } from './schema.ts';

const { nodes, marks } = schema;
const LISTS: readonly NodeType[] = [nodes.bullet_list, nodes.ordered_list];

/** The innermost of these blocks around the selection, with where it stands. */
function around(
	{ selection: { $from } }: EditorState,
	...types: readonly NodeType[]
): { node: Node; pos: number } | null {
	for (let depth = $from.depth; depth > 0; depth -= 1) {
		const node = $from.node(depth);
		if (types.includes(node.type)) return { node, pos: $from.before(depth) };
	}
	return null;
}

/** Whether a mark is on all that is chosen, or on what would be typed next. */
function isMarked({ selection, storedMarks, doc }: EditorState, type: MarkType): boolean {
	const { from, to, empty, $from } = selection;
	if (empty) return type.isInSet(storedMarks ?? $from.marks()) !== undefined;
	return doc.rangeHasMark(from, to, type);
}

function toggleList(type: NodeType): Command {
	return (state, dispatch) => {
		const list = around(state, ...LISTS);
		if (!list) return wrapInList(type)(state, dispatch);
		if (list.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
		dispatch?.(state.tr.setNodeMarkup(list.pos, type));
		return true;
	};
}

const toggleQuote: Command = (state, dispatch) =>
	around(state, nodes.blockquote)
		? liftOut(nodes.blockquote)(state, dispatch)
		: wrapIn(nodes.blockquote)(state, dispatch);

/** Takes the selection out of a block, with what lies between. */
function liftOut(type: NodeType): Command {
	return (state, dispatch) => {
		const { $from, $to } = state.selection;
		const range = $from.blockRange($to, (node) => node.type === type);
		if (!range) return lift(state, dispatch);
		dispatch?.(state.tr.lift(range, range.depth - 1).scrollIntoView());
		return true;
	};
}

const toggleHeading: Command = (state, dispatch) =>
	setBlockType(around(state, nodes.heading) ? nodes.paragraph : nodes.heading)(state, dispatch);

/** A tool that does something and is on or off, or does something once. */
export interface Tool {
	run: Command;
	isOn?: (state: EditorState) => boolean;
}

export const TOOLS = {
	bold: { run: toggleMark(marks.strong), isOn: (state) => isMarked(state, marks.strong) },
	italic: { run: toggleMark(marks.em), isOn: (state) => isMarked(state, marks.em) },
	bullets: {
		run: toggleList(nodes.bullet_list),
		isOn: (state) => around(state, ...LISTS)?.node.type === nodes.bullet_list
	},
	numbers: {
		run: toggleList(nodes.ordered_list),
		isOn: (state) => around(state, ...LISTS)?.node.type === nodes.ordered_list
	},
	quote: { run: toggleQuote, isOn: (state) => around(state, nodes.blockquote) !== null },
	heading: { run: toggleHeading, isOn: (state) => around(state, nodes.heading) !== null },
	undo: { run: undo }
} satisfies Record<string, Tool>;

const lineBreak: Command = (state, dispatch) => {
	const tr = state.tr.replaceSelectionWith(nodes.hard_break.create());
	dispatch?.(tr.scrollIntoView());
	return true;
};

/** A cell holds lines: Enter makes no cell of its own. */
const enterInCell: Command = (state, dispatch) =>
	around(state, nodes.table_cell, nodes.table_header) ? lineBreak(state, dispatch) : false;

/** Down from code or a table that is the last: there is a paragraph to go to. */
const leaveDown: Command = (state, dispatch, view) => {
	const { $head, empty } = state.selection;
	const block = around(state, nodes.code_block, nodes.table);
	if (!empty || !block || block.pos + block.node.nodeSize !== state.doc.content.size) return false;
	if (view && !view.endOfTextblock('down')) return false;
	if (block.node.type === nodes.code_block) return exitCode(state, dispatch);
	if ($head.indexAfter($head.depth - 2) < block.node.childCount) return false;
	const tr = state.tr.insert(state.doc.content.size, nodes.paragraph.create());
	dispatch?.(tr.setSelection(Selection.atEnd(tr.doc)).scrollIntoView());
	return true;
};

/** The link that is around the caret or chosen, with its words. */
export function linkAt({ selection, doc }: EditorState): {
	from: number;
	to: number;
	href: string;
	words: string;
} {
	let { from, to } = selection;
	let href = '';
	doc.nodesBetween(Math.max(from - 1, 0), Math.min(to + 1, doc.content.size), (node, pos) => {
		const mark = marks.link.isInSet(node.marks);
		const end = pos + node.nodeSize;
		if (!mark || end < from || pos > to || href !== '') return;
		href = String(mark.attrs.href);
		from = Math.min(from, pos);
		to = Math.max(to, end);
	});
	return { from, to, href, words: doc.textBetween(from, to, ' ', ' ') };
}

/** Makes words a link; without an address they are words alone. */
export function setLink(href: string, words: string): Command {
	return (state, dispatch) => {
		const link = linkAt(state);
		const { tr } = state;
		const said = words.trim() === '' ? href.replace(/^(mailto|tel):/, '') : words;
		if (said !== link.words && said !== '') {
			tr.replaceWith(link.from, link.to, schema.text(said, tr.doc.resolve(link.from).marks()));
		}
		const end = tr.mapping.map(link.to);
		tr.removeMark(link.from, end, marks.link);
		if (href !== '') tr.addMark(link.from, end, marks.link.create({ href }));
		tr.removeStoredMark(marks.link).setSelection(TextSelection.create(tr.doc, end));
		dispatch?.(tr.scrollIntoView());
		return true;
	};
}

export function keys(does: { post: () => void; link: () => void; tools: () => void }): {
	[key: string]: Command;
} {
	const own = (act: () => void) => () => {
		act();
		return true;
	};
	return {
		'Mod-b': TOOLS.bold.run,
		'Mod-i': TOOLS.italic.run,
		'Mod-z': undo,
		'Mod-y': redo,
		'Shift-Mod-z': redo,
		'Mod-k': own(does.link),
		'Mod-Enter': own(does.post),
		'Alt-F10': own(does.tools),
		'Mod-]': sinkListItem(nodes.list_item),
		'Mod-[': liftListItem(nodes.list_item),
		'Shift-Enter': lineBreak,
		ArrowDown: leaveDown
	};
}

/** After those above. */
export const moreKeys: { [key: string]: Command } = {
	...baseKeymap,
	Enter: (state, dispatch, view) =>
		enterInCell(state, dispatch) ||
		splitListItem(nodes.list_item)(state, dispatch) ||
		(baseKeymap.Enter?.(state, dispatch, view) ?? false)
};
