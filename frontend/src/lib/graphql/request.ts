// The one way to the server. Answers come back typed; everything that can go
// wrong on the way is one `RequestFailure` with a kind the screens know how to
// word. Expected refusals are no failures: they are `status` in the payload.
import { bodyOf, send, takeEarly } from './early.ts';
import type { TypedDocumentString } from './types.ts';

export type FailureKind =
	/** The server could not be reached, or did not answer in time. */
	| 'offline'
	/** The session is over. What was typed stays where it is. */
	| 'signedOut'
	/** Too many requests; `retryAfter` says when to come back. */
	| 'tooMany'
	/** The server is up but cannot work just now (503). */
	| 'unavailable'
	/** The request itself was wrong: an address that names nothing, for one. */
	| 'refused'
	/** A fault on the server, with a request id that the operator can look up. */
	| 'broken';

interface FailureDetails {
	requestId?: string;
	/** Seconds. */
	retryAfter?: number;
}

export class RequestFailure extends Error {
	readonly kind: FailureKind;
	readonly requestId: string | undefined;
	readonly retryAfter: number | undefined;

	constructor(kind: FailureKind, details: FailureDetails = {}) {
		super(kind);
		this.name = 'RequestFailure';
		this.kind = kind;
		this.requestId = details.requestId;
		this.retryAfter = details.retryAfter;
	}
}

interface GraphQLAnswer<Data> {
	data?: Data | null;
	errors?: { message: string; extensions?: { code?: string; requestId?: string } }[];
}

const KIND_OF_CODE: Record<string, FailureKind> = {
	UNAUTHENTICATED: 'signedOut',
	FORBIDDEN: 'refused',
	BAD_REQUEST: 'refused',
	TOO_COMPLEX: 'refused',
	RATE_LIMITED: 'tooMany',
	TIMEOUT: 'unavailable',
	UNAVAILABLE: 'unavailable',
	INTERNAL: 'broken'
};

const TIMEOUT_MS = 20_000;

type Empty = { [key: string]: never };

/**
 * Sends one operation. Variables may be left out where the operation has none.
 * @throws {RequestFailure} whenever there is no answer to show.
 */
export async function request<Data, Variables>(
	document: TypedDocumentString<Data, Variables>,
	...[variables]: Variables extends Empty ? [] : [variables: Variables]
): Promise<Data> {
	const body = bodyOf(document, variables);
	return (await early<Data>(body)) ?? (await dataOf(await sent(body)));
}

async function sent(body: string): Promise<Response> {
	try {
		return await send(body, AbortSignal.timeout(TIMEOUT_MS));
	} catch {
		// fetch tells a lost connection, a refused one and a timeout apart by
		// text only; for the reader they are one thing.
		throw new RequestFailure('offline');
	}
}

/** What the page asked for ahead of the scripts; null when it is to be asked for again. */
async function early<Data>(body: string): Promise<Data | null> {
	const found = takeEarly(body);
	if (!found) return null;
	const patience = setTimeout(() => found.line.abort(), TIMEOUT_MS);
	try {
		return await dataOf<Data>(await found.answer);
	} catch (failure) {
		// A line that was bad while the page began may be better now.
		if (!(failure instanceof RequestFailure) || failure.kind === 'broken') return null;
		throw failure;
	} finally {
		clearTimeout(patience);
	}
}

async function dataOf<Data>(response: Response): Promise<Data> {
	const requestId = response.headers.get('X-Request-Id') ?? undefined;
	const retryAfter = secondsOf(response.headers.get('Retry-After'));

	if (response.status === 503) throw new RequestFailure('unavailable', { requestId, retryAfter });
	if (response.status === 429) throw new RequestFailure('tooMany', { requestId, retryAfter });

	let answer: GraphQLAnswer<Data>;
	try {
		answer = (await response.json()) as GraphQLAnswer<Data>;
	} catch {
		throw new RequestFailure(response.status === 401 ? 'signedOut' : 'broken', { requestId });
	}

	const error = answer.errors?.[0];
	if (error) {
		const code = error.extensions?.code ?? '';
		throw new RequestFailure(KIND_OF_CODE[code] ?? (response.ok ? 'refused' : 'broken'), {
			requestId: error.extensions?.requestId ?? requestId,
			retryAfter
		});
	}
	if (!answer.data) throw new RequestFailure('broken', { requestId });
	return answer.data;
}

function secondsOf(header: string | null): number | undefined {
	const seconds = Number(header);
	return header !== null && Number.isFinite(seconds) ? seconds : undefined;
}
