import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ReleaseDigestMutationVariables = Types.Exact<{
  input: Types.ReleaseDigestInput;
}>;


export type ReleaseDigestMutation = { releaseDigest: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, digest: { id: string, state: Types.DigestState, heldReason: string | null, mayHaveGone: boolean } | null } };


export const ReleaseDigestDocument = gql`
    mutation ReleaseDigest($input: ReleaseDigestInput!) {
  releaseDigest(input: $input) {
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
    ` as unknown as DocumentNode<ReleaseDigestMutation, ReleaseDigestMutationVariables>;