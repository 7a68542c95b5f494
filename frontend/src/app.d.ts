import type { Prefetched } from '#lib/graphql/prefetch.ts';
import type { FailureKind } from '#lib/graphql/request.ts';

declare global {
	/** Requests that the page sent before the scripts were there, by their words. */
	var covePrefetched: Map<string, Prefetched> | undefined;

	namespace App {
		/** What an error page knows: never inner text, always what to do next. */
		interface Error {
			failure?: FailureKind;
			requestId?: string;
			retryAfter?: number;
		}

		/** What a page is told by the one before it; gone with a reload. */
		interface PageState {
			/** The thread was started a moment ago, by the one who reads it now. */
			justPosted?: boolean;
			/** What was just done to what it shows. */
			said?: string;
		}
	}
}

export {};
