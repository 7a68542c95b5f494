import { request } from '#lib/graphql/request.ts';
import { JoinFormDocument } from '#lib/application/joinForm.graphql.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => await request(JoinFormDocument);
