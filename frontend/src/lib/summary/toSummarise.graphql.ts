import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ToSummariseQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
}>;


export type ToSummariseQuery = { thread: { id: string, slug: string, title: string, opening: { id: string, viewerIsAuthor: boolean }, acceptedAnswer: { id: string } | null, replies: { nodes: Array<{ id: string, body: string, state: Types.PostState, viewerIsAuthor: boolean, author: { label: string, isNamed: boolean, sector: { name: string } | null }, contentNote: { labels: Array<string> } | null, reactions: Array<{ reaction: Types.Reaction, count: number }> }> } } | null };


export const ToSummariseDocument = gql`
    query ToSummarise($id: ID!) {
  thread(id: $id) {
    id
    slug
    title
    opening {
      id
      viewerIsAuthor
    }
    acceptedAnswer {
      id
    }
    replies(first: 50) {
      nodes {
        id
        body
        state
        viewerIsAuthor
        author {
          label
          isNamed
          sector {
            name
          }
        }
        contentNote {
          labels
        }
        reactions {
          reaction
          count
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<ToSummariseQuery, ToSummariseQueryVariables>;