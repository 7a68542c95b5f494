import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type BesideThreadQueryVariables = Types.Exact<{
  title: Types.Scalars['String']['input'];
  besides: Types.Scalars['ID']['input'];
  topic: Types.Scalars['ID']['input'];
}>;


export type BesideThreadQuery = { node:
    | { viewerFollows: boolean }
    | Record<PropertyKey, never>
   | null, similarThreads: Array<{ thread: { id: string, slug: string, kind: Types.ThreadKind, title: string, locked: boolean, hasSummary: boolean, replyCount: number, facts: { state: Types.ResourceState, replacedBy: { id: string, slug: string, title: string } | null } | null } }> };


export const BesideThreadDocument = gql`
    query BesideThread($title: String!, $besides: ID!, $topic: ID!) {
  node(id: $topic) {
    ... on Topic {
      viewerFollows
    }
  }
  similarThreads(title: $title, besides: $besides) {
    thread {
      id
      slug
      kind
      title
      locked
      hasSummary
      replyCount
      facts {
        ... on ResourceFacts {
          state
          replacedBy {
            id
            slug
            title
          }
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<BesideThreadQuery, BesideThreadQueryVariables>;