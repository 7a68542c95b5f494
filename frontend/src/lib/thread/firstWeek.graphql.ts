import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type FirstWeekQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type FirstWeekQuery = { topics: Array<{ viewerFollows: boolean }>, threads: { nodes: Array<{ id: string, slug: string, locked: boolean, viewerReadUntil: string | null }> }, viewer: { hasPosted: boolean } | null };


export const FirstWeekDocument = gql`
    query FirstWeek {
  topics {
    viewerFollows
  }
  threads(filter: {pinned: true}, order: NEWEST, first: 1) {
    nodes {
      id
      slug
      locked
      viewerReadUntil
    }
  }
  viewer {
    hasPosted
  }
}
    ` as unknown as DocumentNode<FirstWeekQuery, FirstWeekQueryVariables>;