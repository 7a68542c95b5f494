import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ApplyForMembershipMutationVariables = Types.Exact<{
  input: Types.ApplyForMembershipInput;
}>;


export type ApplyForMembershipMutation = { applyForMembership: { status: Types.ApplyForMembershipStatus, problems: Array<{ field: string | null, message: string }> } };


export const ApplyForMembershipDocument = gql`
    mutation ApplyForMembership($input: ApplyForMembershipInput!) {
  applyForMembership(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<ApplyForMembershipMutation, ApplyForMembershipMutationVariables>;