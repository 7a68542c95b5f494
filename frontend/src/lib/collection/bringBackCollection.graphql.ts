import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type BringBackCollectionMutationVariables = Types.Exact<{
  input: Types.BringBackCollectionInput;
}>;


export type BringBackCollectionMutation = { bringBackCollection: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }> } };


export const BringBackCollectionDocument = gql`
    mutation BringBackCollection($input: BringBackCollectionInput!) {
  bringBackCollection(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<BringBackCollectionMutation, BringBackCollectionMutationVariables>;