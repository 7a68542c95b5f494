import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type PostBodyQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
}>;


export type PostBodyQuery = { node:
    | { id: string, body: string, version: number, files: Array<{ id: string, name: string, kind: Types.FileKind, bytes: number, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState }> }
    | Record<PropertyKey, never>
   | null };


export const PostBodyDocument = gql`
    query PostBody($id: ID!) {
  node(id: $id) {
    ... on Post {
      id
      body
      version
      files {
        id
        name
        kind
        bytes
        alternative
        width
        height
        url
        state
      }
    }
  }
}
    ` as unknown as DocumentNode<PostBodyQuery, PostBodyQueryVariables>;