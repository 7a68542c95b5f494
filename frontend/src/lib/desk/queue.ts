// What is waiting for the co-ordinator.
import { request, RequestFailure } from '#lib/graphql/request.ts';
import type { CaseKind } from '#lib/graphql/types.ts';
import { MoreApplicantsDocument } from './moreApplicants.graphql.ts';
import { MoreBouncesDocument } from './moreBounces.graphql.ts';
import { MoreOverdueResourcesDocument } from './moreOverdueResources.graphql.ts';
import { MoreReportsDocument } from './moreReports.graphql.ts';
import type { QueueQuery } from './queue.graphql.ts';

type Desk = NonNullable<QueueQuery['desk']>;
export type Queue = Desk['queue'];
export type Restore = Desk['restores'][number];
export type Applicant = Queue['applicants']['nodes'][number];
export type Report = Queue['reports']['nodes'][number];
export type Overdue = Queue['overdueResources']['nodes'][number];
export type Bounce = Queue['bounces']['nodes'][number];
export type Counts = Pick<Queue, 'counts'>;

export const countOf = ({ counts }: Counts, kind: CaseKind): number =>
	counts.find((one) => one.kind === kind)?.count ?? 0;

/** Of one kind, and nothing else of the desk. */
function queueOf<One>({ desk }: { desk: { queue: One } | null }): One {
	if (desk === null) throw new RequestFailure('signedOut');
	return desk.queue;
}

export const moreApplicants = async (after: string) =>
	queueOf(await request(MoreApplicantsDocument, { after })).applicants;

export const moreReports = async (after: string) =>
	queueOf(await request(MoreReportsDocument, { after })).reports;

export const moreOverdueResources = async (after: string) =>
	queueOf(await request(MoreOverdueResourcesDocument, { after })).overdueResources;

export const moreBounces = async (after: string) =>
	queueOf(await request(MoreBouncesDocument, { after })).bounces;
