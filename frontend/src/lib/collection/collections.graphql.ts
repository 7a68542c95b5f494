import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type CollectionsQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type CollectionsQuery = { collections: Array<{ id: string, title: string, intro: string, resourceCount: number }> };


export const CollectionsDocument = gql`
    query Collections {
  collections {
    id
    title
    intro
    resourceCount
  }
}
    ` as unknown as DocumentNode<CollectionsQuery, CollectionsQueryVariables>;