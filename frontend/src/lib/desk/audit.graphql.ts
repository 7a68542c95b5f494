import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type AuditQueryVariables = Types.Exact<{
  filter?: Types.InputMaybe<Types.AuditFilter>;
  after?: Types.InputMaybe<Types.Scalars['String']['input']>;
}>;


export type AuditQuery = { desk: { audit: { nodes: Array<{ id: string, at: string, act: Types.Act, subject: string, subjectLabel: string, memberState: Types.MemberState | null, reason: string, actor: { id: string, name: string } | null, post: { id: string, state: Types.PostState } | null, thread: { id: string, slug: string } | null, member: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };


export const AuditDocument = gql`
    query Audit($filter: AuditFilter, $after: String) {
  desk {
    audit(filter: $filter, first: 30, after: $after) {
      nodes {
        id
        at
        actor {
          id
          name
        }
        act
        subject
        subjectLabel
        post {
          id
          state
        }
        thread {
          id
          slug
        }
        member {
          id
          name
        }
        memberState
        reason
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ` as unknown as DocumentNode<AuditQuery, AuditQueryVariables>;