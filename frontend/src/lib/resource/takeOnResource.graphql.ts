import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type TakeOnResourceMutationVariables = Types.Exact<{
  input: Types.TakeOnResourceInput;
}>;


export type TakeOnResourceMutation = { takeOnResource: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }> } };


export const TakeOnResourceDocument = gql`
    mutation TakeOnResource($input: TakeOnResourceInput!) {
  takeOnResource(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<TakeOnResourceMutation, TakeOnResourceMutationVariables>;