import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type TopicsQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type TopicsQuery = { topics: Array<{ id: string, slug: string, name: string, description: string, threadCount: number, viewerNewCount: number, viewerFollows: boolean }> };


export const TopicsDocument = gql`
    query Topics {
  topics {
    id
    slug
    name
    description
    threadCount
    viewerNewCount
    viewerFollows
  }
}
    ` as unknown as DocumentNode<TopicsQuery, TopicsQueryVariables>;