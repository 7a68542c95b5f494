import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MoreReportsQueryVariables = Types.Exact<{
  after: Types.Scalars['String']['input'];
}>;


export type MoreReportsQuery = { desk: { queue: { reports: { nodes: Array<{ id: string, reason: Types.ReportReason, note: string, createdAt: string, reporter: { id: string, name: string, isCoordinator: boolean, sector: { slug: string, name: string } }, member: { id: string, name: string, isCoordinator: boolean, sector: { slug: string, name: string } } | null, post: { id: string, body: string, state: Types.PostState, createdAt: string, author: { label: string, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null, thread: { id: string, slug: string, title: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } } | null };


export const MoreReportsDocument = gql`
    query MoreReports($after: String!) {
  desk {
    queue {
      reports(first: 20, after: $after) {
        nodes {
          id
          reason
          note
          createdAt
          reporter {
            id
            name
            isCoordinator
            sector {
              slug
              name
            }
          }
          member {
            id
            name
            isCoordinator
            sector {
              slug
              name
            }
          }
          post {
            id
            body
            state
            createdAt
            author {
              label
              isCoordinator
              sector {
                slug
                name
              }
            }
            contentNote {
              labels
              text
            }
            thread {
              id
              slug
              title
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
    ` as unknown as DocumentNode<MoreReportsQuery, MoreReportsQueryVariables>;