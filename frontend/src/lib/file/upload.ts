// One file on its way to the server. XMLHttpRequest, because fetch does not say how
// far it has come.
import { isPageOver, itIsAnothers, madeFor } from '#lib/graphql/madeFor.ts';
import { m } from '#messages';
import type { PostFile } from './file.ts';

/** Not sent, and why, in words for whoever sends it. */
export class NotSent extends Error {
	/** Whether the same may work the next time. */
	readonly again: boolean;

	constructor(words: string, again: boolean) {
		super(words);
		this.name = 'NotSent';
		this.again = again;
	}
}

interface Answer {
	file?: PostFile;
	message?: string;
}

/**
 * Sends a file; it as the server keeps it.
 * @throws {NotSent} when it is not there then.
 */
export function upload(
	file: File,
	onprogress: (part: number) => void,
	signal: AbortSignal
): Promise<PostFile> {
	return new Promise((resolve, reject) => {
		if (isPageOver()) {
			reject(new NotSent(m.file_signed_out(), true));
			return;
		}
		const line = new XMLHttpRequest();
		const fail = (words: string, again: boolean) => reject(new NotSent(words, again));
		line.open('POST', '/files');
		line.responseType = 'json';
		line.setRequestHeader('X-Cove-Request', '1');
		line.setRequestHeader('X-Cove-File-Name', encodeURIComponent(file.name.toWellFormed()));
		line.setRequestHeader('Content-Type', 'application/octet-stream');
		const member = madeFor();
		if (member) line.setRequestHeader('X-Cove-Member', member);
		line.upload.onprogress = ({ loaded, total }) => onprogress(total > 0 ? loaded / total : 0);
		line.onload = () => {
			const answer = (line.response ?? {}) as Answer;
			if (answer.file) resolve(answer.file);
			else if (line.status === 401) fail(m.file_signed_out(), true);
			else if (line.status === 403) {
				itIsAnothers();
				fail(m.file_signed_out(), true);
			} else if (answer.message && line.status < 500) fail(answer.message, false);
			else fail(m.file_broken(), true);
		};
		line.onerror = () => fail(m.file_offline(), true);
		line.onabort = () => fail('', true);
		signal.addEventListener('abort', () => line.abort());
		line.send(file);
	});
}
