import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SimilarThreadsQueryVariables = Types.Exact<{
  topic: Types.Scalars['ID']['input'];
}>;


export type SimilarThreadsQuery = { node:
    | { viewerFollows: boolean }
    | Record<PropertyKey, never>
   | null, threads: { nodes: Array<{ id: string, slug: string, kind: Types.ThreadKind, title: string, locked: boolean, replyCount: number }> } };


export const SimilarThreadsDocument = gql`
    query SimilarThreads($topic: ID!) {
  node(id: $topic) {
    ... on Topic {
      viewerFollows
    }
  }
  threads(filter: {topic: $topic}, order: NEWEST, first: 5) {
    nodes {
      id
      slug
      kind
      title
      locked
      replyCount
    }
  }
}
    ` as unknown as DocumentNode<SimilarThreadsQuery, SimilarThreadsQueryVariables>;