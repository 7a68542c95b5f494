// The one way to the server. Answers come back typed; everything that can go
// wrong on the way is one `RequestFailure` with a kind the screens know how to
// word. Expected refusals are no failures: they are `status` in the payload.
import { bodyOf, send, takePrefetched } from './prefetch.ts';
import { belongsHere, isPageOver, itIsAnothers, madeFor } from './madeFor.ts';
import type { TypedDocument } from './operation.ts';

export type FailureKind =
	/** The server could not be reached, or did not answer in time. */
	| 'offline'
	/** The session is over. What was typed stays where it is. */
	| 'signedOut'
	/** Somebody else is signed in now than the one this page was made for. */
	| 'otherMember'
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
	OTHER_MEMBER: 'otherMember',
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
	document: TypedDocument<Data, Variables>,
	...[variables]: Variables extends Empty ? [] : [variables: Variables]
): Promise<Data> {
	if (isPageOver()) throw new RequestFailure('otherMember');
	const body = bodyOf(document, variables);
	const answered = await early<Data>(body);
	if (answered) return answered;
	try {
		return await ofThisPage(await sent(body, madeFor()));
	} catch (failure) {
		if (failure instanceof RequestFailure && failure.kind === 'otherMember') itIsAnothers();
		throw failure;
	}
}

/**
 * Asks for whoever is signed in now, whomever this page was made for; for `member`
 * alone, where that is given.
 * @throws {RequestFailure} whenever there is no answer.
 */
export async function requestForWhoever<Data>(
	document: TypedDocument<Data, Empty>,
	member: string | null = null
): Promise<Data> {
	return dataOf(await sent(bodyOf(document, {}), member));
}

async function sent(body: string, member: string | null): Promise<Response> {
	try {
		return await send(body, AbortSignal.timeout(TIMEOUT_MS), member);
	} catch {
		// fetch tells a lost connection, a refused one and a timeout apart by
		// text only; for the reader they are one thing.
		throw new RequestFailure('offline');
	}
}

/** What the page asked for ahead of the scripts; null when it is to be asked for again. */
async function early<Data>(body: string): Promise<Data | null> {
	const found = takePrefetched(body);
	if (!found) return null;
	const patience = setTimeout(() => found.line.abort(), TIMEOUT_MS);
	try {
		return await ofThisPage<Data>(await found.answer);
	} catch (failure) {
		// A line that was bad while the page began may be better now, and an
		// answer for somebody else is none for this page.
		if (!(failure instanceof RequestFailure)) return null;
		if (failure.kind === 'broken' || failure.kind === 'otherMember') return null;
		throw failure;
	} finally {
		clearTimeout(patience);
	}
}

/** A page is made of answers for one member, from the first that comes. */
async function ofThisPage<Data>(response: Response): Promise<Data> {
	if (!belongsHere(response.headers.get('X-Cove-Member'))) throw new RequestFailure('otherMember');
	return dataOf(response);
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
