import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type PinThreadMutationVariables = Types.Exact<{
  input: Types.PinThreadInput;
}>;


export type PinThreadMutation = { pinThread: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, pinned: boolean } | null } };


export const PinThreadDocument = gql`
    mutation PinThread($input: PinThreadInput!) {
  pinThread(input: $input) {
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
    ` as unknown as DocumentNode<PinThreadMutation, PinThreadMutationVariables>;