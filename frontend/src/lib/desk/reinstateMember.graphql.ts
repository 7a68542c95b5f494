import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ReinstateMemberMutationVariables = Types.Exact<{
  input: Types.ReinstateMemberInput;
}>;


export type ReinstateMemberMutation = { reinstateMember: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, member: { id: string } | null } };


export const ReinstateMemberDocument = gql`
    mutation ReinstateMember($input: ReinstateMemberInput!) {
  reinstateMember(input: $input) {
    status
    problems {
      field
      message
    }
    member {
      id
    }
  }
}
    ` as unknown as DocumentNode<ReinstateMemberMutation, ReinstateMemberMutationVariables>;