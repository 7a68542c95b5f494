import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type PostRevisionsQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
}>;


export type PostRevisionsQuery = { node:
    | { id: string, revisions: Array<{ version: number, body: string, editedAt: string }> }
    | Record<PropertyKey, never>
   | null };


export const PostRevisionsDocument = gql`
    query PostRevisions($id: ID!) {
  node(id: $id) {
    ... on Post {
      id
      revisions {
        version
        body
        editedAt
      }
    }
  }
}
    ` as unknown as DocumentNode<PostRevisionsQuery, PostRevisionsQueryVariables>;