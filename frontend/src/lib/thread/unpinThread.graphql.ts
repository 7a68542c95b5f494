import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type UnpinThreadMutationVariables = Types.Exact<{
  input: Types.UnpinThreadInput;
}>;


export type UnpinThreadMutation = { unpinThread: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, pinned: boolean } | null } };


export const UnpinThreadDocument = gql`
    mutation UnpinThread($input: UnpinThreadInput!) {
  unpinThread(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      pinned
    }
  }
}
    ` as unknown as DocumentNode<UnpinThreadMutation, UnpinThreadMutationVariables>;