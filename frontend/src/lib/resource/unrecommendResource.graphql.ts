import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type UnrecommendResourceMutationVariables = Types.Exact<{
  input: Types.UnrecommendResourceInput;
}>;


export type UnrecommendResourceMutation = { unrecommendResource: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }> } };


export const UnrecommendResourceDocument = gql`
    mutation UnrecommendResource($input: UnrecommendResourceInput!) {
  unrecommendResource(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<UnrecommendResourceMutation, UnrecommendResourceMutationVariables>;