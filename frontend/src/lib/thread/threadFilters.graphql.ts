import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ThreadFiltersQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type ThreadFiltersQuery = { topics: Array<{ id: string, slug: string, name: string, description: string, viewerFollows: boolean }>, sectors: Array<{ id: string, slug: string, name: string }>, pinned: { nodes: Array<{ id: string, slug: string, title: string, viewerReadUntil: string | null }> } };


export const ThreadFiltersDocument = gql`
    query ThreadFilters {
  topics {
    id
    slug
    name
    description
    viewerFollows
  }
  sectors {
    id
    slug
    name
  }
  pinned: threads(filter: {pinned: true}, order: NEWEST, first: 1) {
    nodes {
      id
      slug
      title
      viewerReadUntil
    }
  }
}
    ` as unknown as DocumentNode<ThreadFiltersQuery, ThreadFiltersQueryVariables>;