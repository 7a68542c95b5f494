import { request } from '#lib/graphql/request.ts';
import { TopicsDocument } from '#lib/topic/topics.graphql.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => request(TopicsDocument);
