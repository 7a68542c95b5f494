// The editor on the page: ProseMirror with our schema, keys and clipboard.
import { history } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { DOMParser, Slice, type Node } from 'prosemirror-model';
import { EditorState, Selection, TextSelection, type Plugin } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { readBody } from './body.ts';
import { pastedBody } from './clipboard.ts';
import { keys, moreKeys } from './commands.ts';
import { schema } from './schema.ts';
import { bodyOf } from './text.ts';

interface Options {
	body: string;
	/** What is chosen in the text that the body was typed as, by its offsets; else the end. */
	selected: readonly [number, number] | null;
	attributes: () => Record<string, string>;
	onchange: (state: EditorState, isNew: boolean) => void;
	post: () => void;
	link: () => void;
	tools: () => void;
	/** Before the editor does what a key does: whether it was for something else. */
	onpress: (key: string) => boolean;
	onfocus: (has: boolean) => void;
	/** What was pasted, as text. */
	onpaste: (pasted: string) => void;
}

/** Word has its line breaks as vertical tabs. */
const LINE_END = /\r\n?|[\v\f]/g;

/** What is pasted as a body is read as a body is: its spaces are as they stand. */
class BodyParser extends DOMParser {
	override parseSlice(...[dom, options]: Parameters<DOMParser['parseSlice']>): Slice {
		return super.parseSlice(dom, { ...options, preserveWhitespace: 'full' });
	}
}

/** On what came from the form, and not from who writes. */
const GIVEN = 'given';

export function openEditor(place: HTMLElement, options: Options): EditorView {
	const doc = readBody(options.body);
	const plugins: Plugin[] = [keymap(keys(options)), keymap(moreKeys), history()];
	const selection = options.selected ? selectionOf(doc, options.selected) : Selection.atEnd(doc);
	const view: EditorView = new EditorView(place, {
		state: EditorState.create({ doc, plugins, selection }),
		attributes: options.attributes,
		dispatchTransaction: (tr) => {
			view.updateState(view.state.apply(tr));
			options.onchange(view.state, tr.docChanged && tr.getMeta(GIVEN) === undefined);
		},
		handleKeyDown: ({ composing }, { key }) => !composing && options.onpress(key),
		handleDOMEvents: {
			focus: () => options.onfocus(true),
			blur: () => options.onfocus(false)
		},
		handlePaste: (_, __, { content }) => {
			options.onpaste(content.textBetween(0, content.size, '\n').trim());
			return false;
		},
		transformPastedHTML: pastedBody,
		clipboardParser: new BodyParser(schema, DOMParser.fromSchema(schema).rules),
		clipboardTextParser: (text) =>
			Slice.maxOpen(readBody(bodyOf(text.replaceAll(LINE_END, '\n'))).content)
	});
	return view;
}

/** Another body in its place, which undo takes back; the caret goes to its end. */
export function replaceBody(view: EditorView, body: string): void {
	const { tr, doc } = view.state;
	tr.replaceWith(0, doc.content.size, readBody(body).content);
	view.dispatch(tr.setSelection(Selection.atEnd(tr.doc)).setMeta(GIVEN, true));
}

function selectionOf(doc: Node, [anchor, head]: readonly [number, number]): TextSelection {
	return TextSelection.create(doc, placeOf(doc, anchor), placeOf(doc, head));
}

/** Where an offset in the typed text stands: an empty line parts two blocks. */
function placeOf(doc: Node, offset: number): number {
	let left = offset;
	let place: number | undefined;
	doc.descendants((node, pos) => {
		if (place !== undefined) return false;
		if (!node.isTextblock) return true;
		if (left <= node.content.size) place = pos + 1 + left;
		left -= node.content.size + 2;
		return false;
	});
	return place ?? Selection.atEnd(doc).head;
}
