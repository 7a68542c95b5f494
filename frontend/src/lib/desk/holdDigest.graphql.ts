import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type HoldDigestMutationVariables = Types.Exact<{
  input: Types.HoldDigestInput;
}>;


export type HoldDigestMutation = { holdDigest: { status: Types.HoldDigestStatus, problems: Array<{ field: string | null, message: string }>, digest: { id: string, state: Types.DigestState, heldReason: string | null, mayHaveGone: boolean } | null } };


export const HoldDigestDocument = gql`
    mutation HoldDigest($input: HoldDigestInput!) {
  holdDigest(input: $input) {
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
    ` as unknown as DocumentNode<HoldDigestMutation, HoldDigestMutationVariables>;