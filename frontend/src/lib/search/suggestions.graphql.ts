import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SuggestionsQueryVariables = Types.Exact<{
  text: Types.Scalars['String']['input'];
}>;


export type SuggestionsQuery = { search: { nodes: Array<{ kind: Types.SearchKind, title: Array<{ text: string, hit: boolean }>, thread: { id: string, slug: string, kind: Types.ThreadKind } | null, post: { id: string } | null, collection: { id: string } | null, member: { id: string, role: string | null } | null }> } };


export const SuggestionsDocument = gql`
    query Suggestions($text: String!) {
  search(text: $text, typing: true, first: 6) {
    nodes {
      kind
      title {
        text
        hit
      }
      thread {
        id
        slug
        kind
      }
      post {
        id
      }
      collection {
        id
      }
      member {
        id
        role
      }
    }
  }
}
    ` as unknown as DocumentNode<SuggestionsQuery, SuggestionsQueryVariables>;