// Fetching the list of what the co-ordinator did.
import { request } from '#lib/graphql/request.ts';
import type { Act } from '#lib/graphql/types.ts';
import { AuditDocument, type AuditQuery } from './audit.graphql.ts';

type Audit = NonNullable<AuditQuery['desk']>['audit'];
export type AuditEntry = Audit['nodes'][number];

/** Null for anyone but the co-ordinator. `act` is empty for all of them. */
export async function auditPage(act: Act | '', after: string | null = null) {
	const filter = act === '' ? null : { act };
	const { desk } = await request(AuditDocument, { filter, after });
	return desk?.audit ?? null;
}
