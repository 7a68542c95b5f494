import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ApproveMemberMutationVariables = Types.Exact<{
  input: Types.ApproveMemberInput;
}>;


export type ApproveMemberMutation = { approveMember: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, queue: { counts: Array<{ kind: Types.CaseKind, count: number }> } | null } };


export const ApproveMemberDocument = gql`
    mutation ApproveMember($input: ApproveMemberInput!) {
  approveMember(input: $input) {
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
    ` as unknown as DocumentNode<ApproveMemberMutation, ApproveMemberMutationVariables>;