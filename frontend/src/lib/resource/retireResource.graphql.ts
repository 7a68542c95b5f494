import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type RetireResourceMutationVariables = Types.Exact<{
  input: Types.RetireResourceInput;
}>;


export type RetireResourceMutation = { retireResource: { status: Types.RetireResourceStatus, problems: Array<{ field: string | null, message: string }> } };


export const RetireResourceDocument = gql`
    mutation RetireResource($input: RetireResourceInput!) {
  retireResource(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<RetireResourceMutation, RetireResourceMutationVariables>;