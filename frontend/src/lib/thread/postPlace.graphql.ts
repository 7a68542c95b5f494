import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type PostPlaceQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
}>;


export type PostPlaceQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string, thread: { id: string } }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };


export const PostPlaceDocument = gql`
    query PostPlace($id: ID!) {
  node(id: $id) {
    id
    ... on Post {
      thread {
        id
      }
    }
  }
}
    ` as unknown as DocumentNode<PostPlaceQuery, PostPlaceQueryVariables>;