import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type HandOnResourceMutationVariables = Types.Exact<{
  input: Types.HandOnResourceInput;
}>;


export type HandOnResourceMutation = { handOnResource: { status: Types.HandOnResourceStatus, problems: Array<{ field: string | null, message: string }> } };


export const HandOnResourceDocument = gql`
    mutation HandOnResource($input: HandOnResourceInput!) {
  handOnResource(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<HandOnResourceMutation, HandOnResourceMutationVariables>;