import { request } from '#lib/graphql/request.ts';
import { MyRequestDocument } from '#lib/graphql/types.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => await request(MyRequestDocument);
