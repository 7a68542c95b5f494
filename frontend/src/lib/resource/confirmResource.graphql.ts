import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ConfirmResourceMutationVariables = Types.Exact<{
  input: Types.ConfirmResourceInput;
}>;


export type ConfirmResourceMutation = { confirmResource: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, queue: { counts: Array<{ kind: Types.CaseKind, count: number }> } | null } };


export const ConfirmResourceDocument = gql`
    mutation ConfirmResource($input: ConfirmResourceInput!) {
  confirmResource(input: $input) {
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
    ` as unknown as DocumentNode<ConfirmResourceMutation, ConfirmResourceMutationVariables>;