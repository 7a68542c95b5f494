import { request } from '#lib/graphql/request.ts';
import { MyRequestDocument } from '#lib/application/myRequest.graphql.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => await request(MyRequestDocument);
