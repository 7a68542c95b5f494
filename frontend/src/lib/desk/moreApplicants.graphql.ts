import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MoreApplicantsQueryVariables = Types.Exact<{
  after: Types.Scalars['String']['input'];
}>;


export type MoreApplicantsQuery = { desk: { queue: { applicants: { nodes: Array<{ id: string, version: number, name: string, email: string, organisation: string, role: string, why: string, appliedAt: string, sameNameAs: Array<{ id: string, name: string, isCoordinator: boolean }>, sector: { slug: string, name: string }, question: { text: string, askedAt: string, answer: string | null, answeredAt: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } } | null };


export const MoreApplicantsDocument = gql`
    query MoreApplicants($after: String!) {
  desk {
    queue {
      applicants(first: 20, after: $after) {
        nodes {
          id
          version
          name
          sameNameAs {
            id
            name
            isCoordinator
          }
          email
          organisation
          role
          sector {
            slug
            name
          }
          why
          question {
            text
            askedAt
            answer
            answeredAt
          }
          appliedAt
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<MoreApplicantsQuery, MoreApplicantsQueryVariables>;