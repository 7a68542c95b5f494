import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type WithdrawResourceMutationVariables = Types.Exact<{
  input: Types.WithdrawResourceInput;
}>;


export type WithdrawResourceMutation = { withdrawResource: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }> } };


export const WithdrawResourceDocument = gql`
    mutation WithdrawResource($input: WithdrawResourceInput!) {
  withdrawResource(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<WithdrawResourceMutation, WithdrawResourceMutationVariables>;