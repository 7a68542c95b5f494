import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type CheckResourceMutationVariables = Types.Exact<{
  input: Types.CheckResourceInput;
}>;


export type CheckResourceMutation = { checkResource: { status: Types.CheckResourceStatus, problems: Array<{ field: string | null, message: string }> } };


export const CheckResourceDocument = gql`
    mutation CheckResource($input: CheckResourceInput!) {
  checkResource(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<CheckResourceMutation, CheckResourceMutationVariables>;