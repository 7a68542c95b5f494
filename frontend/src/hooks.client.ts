// What a page's `load` could not bring: the error page gets the kind, so that
// it can say what is safe and what to do.
import type { HandleClientError } from '@sveltejs/kit/hooks';
import { RequestFailure } from '#lib/graphql/request.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';

export const handleError: HandleClientError = ({ error }) => {
	if (!(error instanceof RequestFailure)) return;
	if (error.kind === 'signedOut') session.expired();
	return {
		message: error.kind,
		failure: error.kind,
		requestId: error.requestId,
		retryAfter: error.retryAfter
	};
};
