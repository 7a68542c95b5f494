import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SuspendMemberMutationVariables = Types.Exact<{
  input: Types.SuspendMemberInput;
}>;


export type SuspendMemberMutation = { suspendMember: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, member: { id: string } | null } };


export const SuspendMemberDocument = gql`
    mutation SuspendMember($input: SuspendMemberInput!) {
  suspendMember(input: $input) {
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
    ` as unknown as DocumentNode<SuspendMemberMutation, SuspendMemberMutationVariables>;