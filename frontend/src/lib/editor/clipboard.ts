// HTML from the clipboard, whoever wrote it, as a body: what the editor can show
// is kept, and nothing else.
import { DOMParser } from 'prosemirror-model';
import { writeBody } from './body.ts';
import {
	declarations,
	markerOf,
	nested,
	numberingOf,
	withoutStyles,
	wordLevel,
	type FlatItem,
	type List,
	type Marker
} from './paste.ts';
import { schema } from './schema.ts';

/** Where spaces and line breaks are as they stand: copied from a page such as ours. */
const KEEPS_SPACES = /pre|break-spaces/;
const HEAVY = 'h1, h2, h3, h4, h5, h6, th';

const styleOf = (element: Element) => element.getAttribute('data-style') ?? '';

/** Pasted HTML as a body. */
export function pastedBody(html: string): string {
	const { body } = new globalThis.DOMParser().parseFromString(withoutStyles(html), 'text/html');
	dropHidden(body);
	giveStyles(body);
	unpackTables(body);
	listParagraphs(body);
	listWrappers(body);
	numberLists(body);
	dropGaps(body);
	// Another editor of this kind writes spaces as they are.
	const isKept = body.querySelector('[data-pm-slice]') !== null;
	const parser = DOMParser.fromSchema(schema);
	return writeBody(parser.parse(body, { preserveWhitespace: isKept ? 'full' : false }));
}

function dropHidden(body: HTMLElement): void {
	for (const element of body.querySelectorAll('script, head, title, template, noscript, svg')) {
		element.remove();
	}
	for (const element of body.querySelectorAll('[data-style]')) {
		const style = declarations(styleOf(element));
		if (style.get('display') === 'none' || style.get('mso-hide') === 'all') element.remove();
	}
	// Where a line of a browser's ends, and a paragraph of Word's on the web.
	for (const end of body.querySelectorAll('br.Apple-interchange-newline, .EOP')) end.remove();
}

/** The few styles that mean something to the parser, set one by one, which a browser allows. */
function giveStyles(body: HTMLElement): void {
	for (const element of body.querySelectorAll<HTMLElement>('[data-style]')) {
		const style = declarations(styleOf(element));
		const weight = style.get('font-weight');
		if (weight && !element.closest(HEAVY)) element.style.fontWeight = weight;
		const slant = style.get('font-style');
		if (slant) element.style.fontStyle = slant;
		const space = style.get('white-space') ?? style.get('white-space-collapse') ?? '';
		if (KEEPS_SPACES.test(space)) element.style.whiteSpace = 'pre-wrap';
	}
}

/** A table that only puts things in their places is no table to a reader. */
function unpackTables(body: HTMLElement): void {
	for (const table of [...body.querySelectorAll('table')].toReversed()) {
		const rows = [...table.rows];
		const isLayout =
			rows.every(({ cells }) => cells.length <= 1) || table.querySelector('table, ul, ol') !== null;
		if (!isLayout) continue;
		const parts = rows
			.flatMap(({ cells }) => [...cells])
			.map((cell) => {
				const part = document.createElement('div');
				part.append(...cell.childNodes);
				return part;
			});
		table.replaceWith(...parts);
	}
	// A cell holds lines, not paragraphs.
	for (const block of body.querySelectorAll(':is(td, th) :is(p, div, h1, h2, h3, h4, h5, h6)')) {
		if (block.nextSibling && block.nextElementSibling) block.append(document.createElement('br'));
		block.replaceWith(...block.childNodes);
	}
}

/** Word has no lists on the clipboard, but paragraphs with a level and a mark. */
function listParagraphs(body: HTMLElement): void {
	const levelOf = (element: Element) =>
		/^(P|H\d|DIV)$/.test(element.tagName) ? wordLevel(styleOf(element)) : null;
	for (const first of body.querySelectorAll('[data-style*="mso-list"]')) {
		if (!first.isConnected || levelOf(first) === null) continue;
		const run: Element[] = [first];
		for (let next = first.nextElementSibling; next; next = next.nextElementSibling) {
			if (levelOf(next) === null) break;
			run.push(next);
		}
		const last = new Map<number, Marker>();
		const found: (FlatItem<Node[]> | Element)[] = run.map((paragraph) => {
			const level = levelOf(paragraph) ?? 1;
			const mark = [...paragraph.querySelectorAll('[data-style]')].find(
				(element) => declarations(styleOf(element)).get('mso-list')?.toLowerCase() === 'ignore'
			);
			const written = mark?.textContent ?? '';
			const marker = markerOf(written, last.get(level));
			if (!marker) {
				mark?.replaceWith(`${written.replaceAll(/[\s\u00a0]+/g, '')} `);
				// No item any more.
				paragraph.removeAttribute('data-style');
				return paragraph;
			}
			mark?.remove();
			last.set(level, marker);
			for (const deeper of last.keys()) if (deeper > level) last.delete(deeper);
			return { level, marker, content: [...paragraph.childNodes] };
		});
		first.before(...put(found));
		for (const paragraph of run) if (!found.includes(paragraph)) paragraph.remove();
	}
}

/** Runs of items as lists, and what is no item between them. */
function put(found: (FlatItem<Node[]> | Element)[]): Element[] {
	const out: Element[] = [];
	let run: FlatItem<Node[]>[] = [];
	const settle = () => {
		out.push(...nested(run).map(listOf));
		run = [];
	};
	for (const part of found) {
		if (part instanceof Element) {
			settle();
			out.push(part);
		} else run.push(part);
	}
	settle();
	return out;
}

function listOf({ type, start, items }: List<Node[]>): Element {
	const list = document.createElement(type === null ? 'ul' : 'ol');
	if (type !== null) {
		list.setAttribute('start', String(start));
		list.setAttribute('type', type);
	}
	for (const { content, lists } of items) {
		const item = document.createElement('li');
		item.append(...content, ...lists.map(listOf));
		list.append(item);
	}
	return list;
}

/** Word on the web puts each item into a list and a box of its own, and says its level. */
function listWrappers(body: HTMLElement): void {
	const itemOf = (element: Element | null) => {
		const items = element?.querySelectorAll('li[data-aria-level]') ?? [];
		return element?.matches('.ListContainerWrapper') && items.length === 1 ? items[0] : undefined;
	};
	for (const first of body.querySelectorAll('.ListContainerWrapper')) {
		if (!first.isConnected || !itemOf(first)) continue;
		const run: Element[] = [];
		const flat: FlatItem<Node[]>[] = [];
		for (let next: Element | null = first; next; next = next.nextElementSibling) {
			const item = itemOf(next);
			if (!item) break;
			run.push(next);
			const list = item.parentElement;
			const isNumbered = list?.tagName === 'OL';
			const number = Number.parseInt(list?.getAttribute('start') ?? '1', 10) || 1;
			const type = isNumbered && list ? (numberingOf(styleOf(list)) ?? '1') : null;
			flat.push({
				level: Number(item.getAttribute('data-aria-level')),
				marker: { type, number },
				content: [...item.childNodes]
			});
		}
		first.before(...put(flat));
		for (const wrapper of run) wrapper.remove();
	}
}

/** Numbers as they were: by letters, and where an item has a number of its own. */
function numberLists(body: HTMLElement): void {
	const all = [...body.querySelectorAll('ol')];
	// It grows while it is walked.
	for (const list of all) {
		const type = numberingOf(styleOf(list)) ?? numberingOf(styleOf(list.children[0] ?? list));
		if (type !== null) list.setAttribute('type', type);
		let expected = list.start;
		for (const item of [...list.children]) {
			const own = Number.parseInt(item.getAttribute('value') ?? '', 10);
			if (Number.isSafeInteger(own) && own !== expected) {
				const rest = list.cloneNode(false) as HTMLOListElement;
				rest.setAttribute('start', String(own));
				while (item.nextSibling) rest.prepend(list.lastChild as Node);
				rest.prepend(item);
				list.after(rest);
				all.push(rest);
				if (list.children.length === 0) list.remove();
				break;
			}
			expected += 1;
		}
	}
}

/** Paragraphs that are there to keep others apart, which ours are by themselves. */
function dropGaps(body: HTMLElement): void {
	for (const block of body.querySelectorAll('p, div, h1, h2, h3, h4, h5, h6')) {
		const isGap = !block.closest('pre') && block.textContent.trim() === '';
		if (isGap && !block.querySelector('table, li')) block.remove();
	}
	for (const br of body.querySelectorAll('br')) {
		const beside = [br.previousElementSibling, br.nextElementSibling];
		const isAlone = [br.previousSibling, br.nextSibling].every(
			(node) => !node || node instanceof Element || (node.textContent ?? '').trim() === ''
		);
		if (isAlone && beside.some((element) => element?.matches(BLOCK))) br.remove();
	}
}

const BLOCK = 'p, div, ul, ol, table, blockquote, pre, h1, h2, h3, h4, h5, h6';
