import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ResourcesQueryVariables = Types.Exact<{
  filter?: Types.InputMaybe<Types.ResourceFilter>;
  order: Types.ResourceOrder;
  after?: Types.InputMaybe<Types.Scalars['String']['input']>;
}>;


export type ResourcesQuery = { resources: { nodes: Array<{ id: string, slug: string, title: string, excerpt: string, createdAt: string, contentNote: { labels: Array<string>, text: string | null } | null, topics: Array<{ id: string, name: string }>, facts: { form: Types.ResourceForm, address: string | null, linkBroken: boolean, format: Types.ResourceFormat, audiences: Array<Types.Audience>, agesFrom: number | null, agesTo: number | null, minutes: number | null, maker: string, state: Types.ResourceState, checkedAt: string, recommendedBecause: string | null, document: { kind: Types.FileKind, bytes: number } | null, usedBy: Array<{ count: number, sector: { slug: string, name: string } }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };


export const ResourcesDocument = gql`
    query Resources($filter: ResourceFilter, $order: ResourceOrder!, $after: String) {
  resources(filter: $filter, order: $order, first: 20, after: $after) {
    nodes {
      id
      slug
      title
      excerpt
      contentNote {
        labels
        text
      }
      topics {
        id
        name
      }
      createdAt
      facts {
        ... on ResourceFacts {
          form
          address
          document {
            kind
            bytes
          }
          linkBroken
          format
          audiences
          agesFrom
          agesTo
          minutes
          maker
          state
          checkedAt
          recommendedBecause
          usedBy {
            count
            sector {
              slug
              name
            }
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
    ` as unknown as DocumentNode<ResourcesQuery, ResourcesQueryVariables>;