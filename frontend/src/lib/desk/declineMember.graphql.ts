import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type DeclineMemberMutationVariables = Types.Exact<{
  input: Types.DeclineMemberInput;
}>;


export type DeclineMemberMutation = { declineMember: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, queue: { counts: Array<{ kind: Types.CaseKind, count: number }> } | null } };


export const DeclineMemberDocument = gql`
    mutation DeclineMember($input: DeclineMemberInput!) {
  declineMember(input: $input) {
    status
    problems {
      field
      message
    }
    queue {
      counts {
        kind
        count
      }
    }
  }
}
    ` as unknown as DocumentNode<DeclineMemberMutation, DeclineMemberMutationVariables>;