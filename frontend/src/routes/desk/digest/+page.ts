import { error } from '@sveltejs/kit';
import { request } from '#lib/graphql/request.ts';
import { DigestDocument } from '#lib/desk/digest.graphql.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => {
	const key = url.searchParams.get('issue');
	const member = url.searchParams.get('member');
	const { desk } = await request(DigestDocument, { issue: key ? `issue:${key}` : null });
	if (desk === null) error(404, 'not found');
	const { digest, digestIssues } = desk;
	if (key && digest === null) error(404, 'no such issue');
	return { digest, issues: digestIssues, member: member ? `member:${member}` : null };
};
