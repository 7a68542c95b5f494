import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type CollectionsPutAwayQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type CollectionsPutAwayQuery = { collections: Array<{ id: string, title: string, intro: string, resourceCount: number }> };


export const CollectionsPutAwayDocument = gql`
    query CollectionsPutAway {
  collections(putAway: true) {
    id
    title
    intro
    resourceCount
  }
}
    ` as unknown as DocumentNode<CollectionsPutAwayQuery, CollectionsPutAwayQueryVariables>;