import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type NoteSearchMissMutationVariables = Types.Exact<{
  input: Types.NoteSearchMissInput;
}>;


export type NoteSearchMissMutation = { noteSearchMiss: { status: Types.NoteSearchMissStatus, problems: Array<{ field: string | null, message: string }> } };


export const NoteSearchMissDocument = gql`
    mutation NoteSearchMiss($input: NoteSearchMissInput!) {
  noteSearchMiss(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<NoteSearchMissMutation, NoteSearchMissMutationVariables>;