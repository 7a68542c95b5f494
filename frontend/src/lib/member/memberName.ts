// Who a list of threads is by.
import { request } from '#lib/graphql/request.ts';
import { MemberNameDocument } from './memberName.graphql.ts';

/** What a member is called; null for one whom the reader cannot see. */
export async function memberName(id: string): Promise<string | null> {
	const { member } = await request(MemberNameDocument, { id });
	return member?.name ?? null;
}
