// Finding organisations by a part of the name.
import { request } from '#lib/graphql/request.ts';
import { OrganisationsDocument, type OrganisationsQuery } from './organisations.graphql.ts';

type Organisations = NonNullable<OrganisationsQuery['desk']>['organisations'];
export type Organisation = Organisations['nodes'][number];

/** Null for anyone but the co-ordinator. */
export async function organisationsPage(name: string, after: string | null = null) {
	const { desk } = await request(OrganisationsDocument, { name, after });
	return desk?.organisations ?? null;
}
