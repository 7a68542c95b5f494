import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MoreOverdueResourcesQueryVariables = Types.Exact<{
  after: Types.Scalars['String']['input'];
}>;


export type MoreOverdueResourcesQuery = { desk: { queue: { overdueResources: { nodes: Array<{ id: string, slug: string, title: string, facts: { reviewBy: string, linkBroken: boolean, keeper: { name: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } } | null };


export const MoreOverdueResourcesDocument = gql`
    query MoreOverdueResources($after: String!) {
  desk {
    queue {
      overdueResources(first: 20, after: $after) {
        nodes {
          id
          slug
          title
          facts {
            ... on ResourceFacts {
              reviewBy
              linkBroken
              keeper {
                name
              }
            }
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
    ` as unknown as DocumentNode<MoreOverdueResourcesQuery, MoreOverdueResourcesQueryVariables>;