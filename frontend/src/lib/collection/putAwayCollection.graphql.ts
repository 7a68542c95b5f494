import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type PutAwayCollectionMutationVariables = Types.Exact<{
  input: Types.PutAwayCollectionInput;
}>;


export type PutAwayCollectionMutation = { putAwayCollection: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }> } };


export const PutAwayCollectionDocument = gql`
    mutation PutAwayCollection($input: PutAwayCollectionInput!) {
  putAwayCollection(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<PutAwayCollectionMutation, PutAwayCollectionMutationVariables>;