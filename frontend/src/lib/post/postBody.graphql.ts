import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type PostBodyQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
}>;


export type PostBodyQuery = { node:
    | { id: string, body: string, version: number }
    | Record<PropertyKey, never>
   | null };


export const PostBodyDocument = gql`
    query PostBody($id: ID!) {
  node(id: $id) {
    ... on Post {
      id
      body
      version
    }
  }
}
    ` as unknown as DocumentNode<PostBodyQuery, PostBodyQueryVariables>;