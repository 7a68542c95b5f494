import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type UnlockThreadMutationVariables = Types.Exact<{
  input: Types.UnlockThreadInput;
}>;


export type UnlockThreadMutation = { unlockThread: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, locked: boolean } | null } };


export const UnlockThreadDocument = gql`
    mutation UnlockThread($input: UnlockThreadInput!) {
  unlockThread(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      locked
    }
  }
}
    ` as unknown as DocumentNode<UnlockThreadMutation, UnlockThreadMutationVariables>;