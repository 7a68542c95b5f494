import type { FailureKind } from '#lib/graphql/request.ts';

declare global {
	namespace App {
		/** What an error page knows: never inner text, always what to do next. */
		interface Error {
			failure?: FailureKind;
			requestId?: string;
			retryAfter?: number;
		}
	}
}

export {};
