import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type HiddenPostQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
}>;


export type HiddenPostQuery = { desk: { hiddenPost: { id: string, body: string, state: Types.PostState, createdAt: string, author: { label: string, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null, thread: { id: string, slug: string, title: string } } | null } | null };


export const HiddenPostDocument = gql`
    query HiddenPost($id: ID!) {
  desk {
    hiddenPost(id: $id) {
      id
      body
      state
      createdAt
      author {
        label
        isCoordinator
        sector {
          slug
          name
        }
      }
      contentNote {
        labels
        text
      }
      thread {
        id
        slug
        title
      }
    }
  }
}
    ` as unknown as DocumentNode<HiddenPostQuery, HiddenPostQueryVariables>;