import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SaveThreadMutationVariables = Types.Exact<{
  input: Types.SaveThreadInput;
}>;


export type SaveThreadMutation = { saveThread: { status: Types.SaveThreadStatus, thread: { id: string, viewerSaved: boolean } | null } };


export const SaveThreadDocument = gql`
    mutation SaveThread($input: SaveThreadInput!) {
  saveThread(input: $input) {
    status
    thread {
      id
      viewerSaved
    }
  }
}
    ` as unknown as DocumentNode<SaveThreadMutation, SaveThreadMutationVariables>;