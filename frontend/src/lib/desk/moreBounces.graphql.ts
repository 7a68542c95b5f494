import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MoreBouncesQueryVariables = Types.Exact<{
  after: Types.Scalars['String']['input'];
}>;


export type MoreBouncesQuery = { desk: { queue: { bounces: { nodes: Array<{ id: string, name: string, isCoordinator: boolean, sector: { slug: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } } | null };


export const MoreBouncesDocument = gql`
    query MoreBounces($after: String!) {
  desk {
    queue {
      bounces(first: 20, after: $after) {
        nodes {
          id
          name
          isCoordinator
          sector {
            slug
            name
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<MoreBouncesQuery, MoreBouncesQueryVariables>;