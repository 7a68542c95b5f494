import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SearchWordsQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type SearchWordsQuery = { desk: { synonyms: Array<{ id: string, words: string }>, searchGaps: { others: number, gaps: Array<{ words: string, members: number, lastAt: string }> } } | null };


export const SearchWordsDocument = gql`
    query SearchWords {
  desk {
    synonyms {
      id
      words
    }
    searchGaps {
      gaps {
        words
        members
        lastAt
      }
      others
    }
  }
}
    ` as unknown as DocumentNode<SearchWordsQuery, SearchWordsQueryVariables>;