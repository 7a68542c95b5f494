import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type PostSourceQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
}>;


export type PostSourceQuery = { node:
    | { id: string, source: string | null, version: number }
    | Record<PropertyKey, never>
   | null };


export const PostSourceDocument = gql`
    query PostSource($id: ID!) {
  node(id: $id) {
    ... on Post {
      id
      source
      version
    }
  }
}
    ` as unknown as DocumentNode<PostSourceQuery, PostSourceQueryVariables>;