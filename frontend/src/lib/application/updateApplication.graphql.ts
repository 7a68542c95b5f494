import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type UpdateApplicationMutationVariables = Types.Exact<{
  input: Types.UpdateApplicationInput;
}>;


export type UpdateApplicationMutation = { updateApplication: { status: Types.UpdateApplicationStatus, problems: Array<{ field: string | null, message: string }> } };


export const UpdateApplicationDocument = gql`
    mutation UpdateApplication($input: UpdateApplicationInput!) {
  updateApplication(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<UpdateApplicationMutation, UpdateApplicationMutationVariables>;