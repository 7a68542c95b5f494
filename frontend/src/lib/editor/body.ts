// A body as the editor's document, and back.
import { DOMParser, type Mark, type Node } from 'prosemirror-model';
import { saysItself } from './address.ts';
import { schema } from './schema.ts';
import { escaped } from './text.ts';

const TAGS: Record<string, string> = {
	paragraph: 'p',
	heading: 'h3',
	bullet_list: 'ul',
	ordered_list: 'ol',
	list_item: 'li',
	blockquote: 'blockquote',
	table_row: 'tr',
	table_cell: 'td',
	table_header: 'th'
};

const quoted = (value: string) => escaped(value).replaceAll('"', '&quot;');

/** As the server writes it; nothing for a document without anything in it. */
export function writeBody(doc: Node): string {
	return isEmpty(doc) ? '' : inside(doc);
}

function isEmpty({ childCount, firstChild }: Node): boolean {
	return (
		childCount === 1 && firstChild?.type === schema.nodes.paragraph && firstChild.childCount === 0
	);
}

function inside(node: Node): string {
	return node.inlineContent ? inline(node) : node.children.map(block).join('');
}

function block(node: Node): string {
	const content = inside(node);
	if (node.type === schema.nodes.code_block) return `<pre><code>${content}</code></pre>`;
	if (node.type === schema.nodes.table) return `<table><tbody>${content}</tbody></table>`;
	const tag = TAGS[node.type.name] ?? 'p';
	const { start = 1, type = '1' } = node.attrs as { start?: number; type?: string };
	const from = start === 1 ? '' : ` start="${start}"`;
	const by = type === '1' ? '' : ` type="${type}"`;
	return `<${tag}${from}${by}>${content}</${tag}>`;
}

function inline(node: Node): string {
	let html = '';
	let open: readonly Mark[] = [];
	const turnTo = (marks: readonly Mark[]) => {
		let shared = 0;
		while (open[shared] && marks[shared] && open[shared]?.eq(marks[shared] as Mark)) shared += 1;
		for (const mark of open.slice(shared).toReversed()) html += `</${tagOf(mark)}>`;
		for (const mark of marks.slice(shared)) html += `<${tagOf(mark)}${hrefOf(mark)}>`;
		open = marks;
	};
	for (const child of node.children) {
		turnTo(child.marks);
		html += leaf(child);
	}
	turnTo([]);
	return html;
}

function leaf(node: Node): string {
	if (node.isText) return escaped(node.text ?? '');
	if (node.type !== schema.nodes.reference) return '<br>';
	const { id, label } = node.attrs as { id: string; label: string };
	return `<span data-id="${id}">${escaped(label)}</span>`;
}

const tagOf = ({ type }: Mark) => (type === schema.marks.link ? 'a' : type.name);
const hrefOf = ({ type, attrs }: Mark) =>
	type === schema.marks.link ? ` href="${quoted(String(attrs.href))}"` : '';

/**
 * A body as it was written. Links that the server made of bare addresses are words
 * again: whoever changes the address changes where it leads.
 */
export function readBody(body: string): Node {
	const dom = new globalThis.DOMParser().parseFromString(body, 'text/html').body;
	for (const link of dom.querySelectorAll('a')) {
		if (saysItself(link.textContent, link.getAttribute('href') ?? '')) {
			link.replaceWith(...link.childNodes);
		}
	}
	return DOMParser.fromSchema(schema).parse(dom, { preserveWhitespace: 'full' });
}
