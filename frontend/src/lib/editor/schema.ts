// What a body may hold: the elements that the server keeps, and no others.
// `dir` is for the screen alone, where each block runs by its own direction.
import { Schema, type MarkSpec, type NodeSpec } from 'prosemirror-model';
import { pastedAddress } from './address.ts';

const own = { dir: 'auto' };
const NUMBERING = /^[1aAiI]$/;
const REFERENCE = /^(member|thread):[0-9a-f]{32}$/;

const nodes = {
	doc: { content: 'block+' },
	paragraph: {
		content: 'inline*',
		group: 'block',
		parseDOM: [{ tag: 'p' }],
		toDOM: () => ['p', own, 0]
	},
	heading: {
		content: 'inline*',
		group: 'block',
		defining: true,
		parseDOM: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => ({ tag })),
		toDOM: () => ['h3', own, 0]
	},
	bullet_list: {
		content: 'list_item+',
		group: 'block',
		parseDOM: [{ tag: 'ul' }],
		toDOM: () => ['ul', 0]
	},
	ordered_list: {
		content: 'list_item+',
		group: 'block',
		attrs: { start: { default: 1 }, type: { default: '1' } },
		parseDOM: [
			{
				tag: 'ol',
				getAttrs: (list) => {
					const start = Number.parseInt(list.getAttribute('start') ?? '', 10);
					const type = list.getAttribute('type') ?? '';
					return {
						start: Number.isSafeInteger(start) ? start : 1,
						type: NUMBERING.test(type) ? type : '1'
					};
				}
			}
		],
		toDOM: ({ attrs: { start, type } }) => [
			'ol',
			{ start: start === 1 ? null : start, type: type === '1' ? null : type },
			0
		]
	},
	list_item: {
		content: 'paragraph block*',
		defining: true,
		parseDOM: [{ tag: 'li' }],
		toDOM: () => ['li', own, 0]
	},
	blockquote: {
		content: 'block+',
		group: 'block',
		defining: true,
		parseDOM: [{ tag: 'blockquote' }],
		toDOM: () => ['blockquote', own, 0]
	},
	code_block: {
		content: 'text*',
		marks: '',
		group: 'block',
		code: true,
		defining: true,
		parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
		toDOM: () => ['pre', own, ['code', 0]]
	},
	table: {
		content: 'table_row+',
		group: 'block',
		isolating: true,
		parseDOM: [{ tag: 'table' }],
		toDOM: () => ['table', ['tbody', 0]]
	},
	table_row: {
		content: '(table_cell | table_header)+',
		parseDOM: [{ tag: 'tr' }],
		toDOM: () => ['tr', 0]
	},
	table_cell: {
		content: 'inline*',
		isolating: true,
		parseDOM: [{ tag: 'td' }],
		toDOM: () => ['td', own, 0]
	},
	table_header: {
		content: 'inline*',
		isolating: true,
		parseDOM: [{ tag: 'th' }],
		toDOM: () => ['th', own, 0]
	},
	hard_break: {
		inline: true,
		group: 'inline',
		selectable: false,
		leafText: () => '\n',
		parseDOM: [{ tag: 'br' }],
		toDOM: () => ['br']
	},
	// A member or a thread by its id. The server says the name at each reading.
	reference: {
		inline: true,
		group: 'inline',
		atom: true,
		selectable: true,
		attrs: { id: {}, label: {} },
		leafText: ({ attrs: { label } }) => String(label),
		parseDOM: [
			{
				tag: '[data-id]',
				// Before `a[href]`, which a thread is, too.
				priority: 60,
				getAttrs: (element) => {
					const id = element.dataset.id ?? '';
					// Of a resource that is not used any more its title, without what is said of it.
					const { textContent: label } = element.querySelector('a') ?? element;
					return REFERENCE.test(id) && { id, label };
				}
			}
		],
		toDOM: ({ attrs: { id, label } }) => ['span', { 'data-id': id }, String(label)]
	},
	text: { group: 'inline' }
} satisfies Record<string, NodeSpec>;

const marks = {
	link: {
		attrs: { href: {} },
		inclusive: false,
		parseDOM: [
			{
				tag: 'a[href]',
				getAttrs: (link) => {
					const href = pastedAddress(link.getAttribute('href') ?? '');
					return href !== null && { href };
				}
			}
		],
		toDOM: ({ attrs: { href } }) => ['a', { href }, 0]
	},
	strong: {
		parseDOM: [
			{ tag: 'strong' },
			// Google Docs puts all that it copies into a `b` that is not bold.
			{ tag: 'b', getAttrs: (b) => b.style.fontWeight !== 'normal' && null },
			{ style: 'font-weight=400', clearMark: ({ type }) => type.name === 'strong' },
			{
				style: 'font-weight',
				getAttrs: (weight) => /^(bold(er)?|[6-9]\d\d)$/.test(weight) && null
			}
		],
		toDOM: () => ['strong', 0]
	},
	em: {
		parseDOM: [
			{ tag: 'em' },
			{ tag: 'i', getAttrs: (i) => i.style.fontStyle !== 'normal' && null },
			{ style: 'font-style=italic' },
			{ style: 'font-style=normal', clearMark: ({ type }) => type.name === 'em' }
		],
		toDOM: () => ['em', 0]
	},
	code: {
		parseDOM: [{ tag: 'code' }],
		toDOM: () => ['code', 0]
	}
} satisfies Record<string, MarkSpec>;

export const schema = new Schema({ nodes, marks });
