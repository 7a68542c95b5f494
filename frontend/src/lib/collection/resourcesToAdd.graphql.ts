import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ResourcesToAddQueryVariables = Types.Exact<{
  text: Types.Scalars['String']['input'];
}>;


export type ResourcesToAddQuery = { search: { nodes: Array<{ thread: { id: string, title: string } | null }> } };


export const ResourcesToAddDocument = gql`
    query ResourcesToAdd($text: String!) {
  search(text: $text, filter: {kinds: [RESOURCE]}, typing: true, first: 8) {
    nodes {
      thread {
        id
        title
      }
    }
  }
}
    ` as unknown as DocumentNode<ResourcesToAddQuery, ResourcesToAddQueryVariables>;