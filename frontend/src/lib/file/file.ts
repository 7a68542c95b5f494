// A file as it is shown: in a post, in what is being written, and in a draft of it.
import type { FileKind, FileState } from '#lib/graphql/types.ts';
import { m } from '#messages';
import { sizeOf } from '#lib/ui/size.ts';

export interface PostFile {
	readonly id: string;
	readonly name: string;
	readonly kind: FileKind;
	readonly bytes: number;
	/** What a picture shows; empty for decoration, null while nobody has said it. */
	readonly alternative: string | null;
	readonly width: number | null;
	readonly height: number | null;
	readonly url: string;
	readonly state: FileState;
}

/** Pixels of the longer side of each size, as the server makes them. */
const SIZES = { small: 320, medium: 960, large: 2048 } as const;

const KIND = {
	JPEG: m.file_kind_picture,
	PNG: m.file_kind_picture,
	WEBP: m.file_kind_picture,
	PDF: m.file_kind_pdf,
	DOCX: m.file_kind_word,
	ODT: m.file_kind_text,
	XLSX: m.file_kind_excel,
	ODS: m.file_kind_table,
	PPTX: m.file_kind_powerpoint,
	ODP: m.file_kind_slides,
	TXT: m.file_kind_text,
	CSV: m.file_kind_table,
	MP3: m.file_kind_sound,
	VTT: m.file_kind_subtitles
} satisfies Record<FileKind, () => string>;

export const isPicture = ({ kind }: Pick<PostFile, 'kind'>): boolean =>
	kind === 'JPEG' || kind === 'PNG' || kind === 'WEBP';

/** "Word document, 120 kB". */
export const aboutFile = ({ kind, bytes }: Pick<PostFile, 'kind' | 'bytes'>): string =>
	m.file_about({ kind: KIND[kind](), size: sizeOf(bytes) });

/** The sizes of a picture for a browser to choose from, each with how wide it is. */
export function sourcesOf({ url, width, height }: PostFile): string {
	if (!width || !height) return '';
	const widths = Object.entries(SIZES).map(([name, longest]) => {
		const scale = Math.min(1, longest / Math.max(width, height));
		return [name, Math.round(width * scale)] as const;
	});
	// A small picture is as wide in each size: one of them is enough.
	return widths
		.filter(([, wide], index) => widths.findIndex(([, other]) => other === wide) === index)
		.map(([name, wide]) => `${url}/${name} ${wide}w`)
		.join(', ');
}
