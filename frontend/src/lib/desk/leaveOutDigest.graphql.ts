import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type LeaveOutDigestMutationVariables = Types.Exact<{
  input: Types.LeaveOutDigestInput;
}>;


export type LeaveOutDigestMutation = { leaveOutDigest: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, digest: { id: string, state: Types.DigestState, heldReason: string | null, mayHaveGone: boolean } | null } };


export const LeaveOutDigestDocument = gql`
    mutation LeaveOutDigest($input: LeaveOutDigestInput!) {
  leaveOutDigest(input: $input) {
    status
    problems {
      field
      message
    }
    digest {
      id
      state
      heldReason
      mayHaveGone
    }
  }
}
    ` as unknown as DocumentNode<LeaveOutDigestMutation, LeaveOutDigestMutationVariables>;