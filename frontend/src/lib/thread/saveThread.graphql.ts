import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SaveThreadMutationVariables = Types.Exact<{
  input: Types.SaveThreadInput;
}>;


export type SaveThreadMutation = { saveThread: { status: Types.SaveThreadStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, viewerSaved: boolean } | null } };


export const SaveThreadDocument = gql`
    mutation SaveThread($input: SaveThreadInput!) {
  saveThread(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      viewerSaved
    }
  }
}
    ` as unknown as DocumentNode<SaveThreadMutation, SaveThreadMutationVariables>;