import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type RemoveSynonymsMutationVariables = Types.Exact<{
  input: Types.RemoveSynonymsInput;
}>;


export type RemoveSynonymsMutation = { removeSynonyms: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, synonyms: Array<{ id: string, words: string }> | null } };


export const RemoveSynonymsDocument = gql`
    mutation RemoveSynonyms($input: RemoveSynonymsInput!) {
  removeSynonyms(input: $input) {
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
    ` as unknown as DocumentNode<RemoveSynonymsMutation, RemoveSynonymsMutationVariables>;