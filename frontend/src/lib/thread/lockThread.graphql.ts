import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type LockThreadMutationVariables = Types.Exact<{
  input: Types.LockThreadInput;
}>;


export type LockThreadMutation = { lockThread: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, locked: boolean } | null } };


export const LockThreadDocument = gql`
    mutation LockThread($input: LockThreadInput!) {
  lockThread(input: $input) {
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
    ` as unknown as DocumentNode<LockThreadMutation, LockThreadMutationVariables>;