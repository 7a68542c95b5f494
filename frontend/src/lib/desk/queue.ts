// What is waiting for the co-ordinator.
import { request, RequestFailure } from '#lib/graphql/request.ts';
import { QueueDocument, type QueueQuery, type QueueQueryVariables } from './queue.graphql.ts';
import { session } from '#lib/viewer/viewer.svelte.ts';

export type Queue = NonNullable<QueueQuery['desk']>['queue'];
export type Restore = NonNullable<QueueQuery['desk']>['restores'][number];
export type Applicant = Queue['applicants']['nodes'][number];
export type Report = Queue['reports']['nodes'][number];

export type Bounce = Queue['bounces']['nodes'][number];

export type Counts = Pick<
	Queue,
	'applicantCount' | 'reportCount' | 'bounceCount' | 'failedJobCount' | 'restoreCount'
>;

/** The count in the bar is the one that an act has just brought back. */
export function showCounts(counts: Counts): void {
	session.deskCount =
		counts.applicantCount +
		counts.reportCount +
		counts.bounceCount +
		counts.failedJobCount +
		counts.restoreCount;
}

/** Every list of the desk from its start. */
export const FIRST = { afterApplicant: null, afterReport: null, afterBounce: null };

async function queue(variables: QueueQueryVariables): Promise<Queue> {
	const { desk } = await request(QueueDocument, variables);
	if (desk === null) throw new RequestFailure('signedOut');
	return desk.queue;
}

export async function applicantsPage(after: string) {
	return (await queue({ ...FIRST, afterApplicant: after })).applicants;
}

export async function reportsPage(after: string) {
	return (await queue({ ...FIRST, afterReport: after })).reports;
}

export async function bouncesPage(after: string) {
	return (await queue({ ...FIRST, afterBounce: after })).bounces;
}
