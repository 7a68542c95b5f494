import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SaveSynonymsMutationVariables = Types.Exact<{
  input: Types.SaveSynonymsInput;
}>;


export type SaveSynonymsMutation = { saveSynonyms: { status: Types.SaveSynonymsStatus, problems: Array<{ field: string | null, message: string }>, synonyms: Array<{ id: string, words: string }> | null } };


export const SaveSynonymsDocument = gql`
    mutation SaveSynonyms($input: SaveSynonymsInput!) {
  saveSynonyms(input: $input) {
    status
    problems {
      field
      message
    }
    synonyms {
      id
      words
    }
  }
}
    ` as unknown as DocumentNode<SaveSynonymsMutation, SaveSynonymsMutationVariables>;