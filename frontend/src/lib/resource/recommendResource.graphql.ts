import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type RecommendResourceMutationVariables = Types.Exact<{
  input: Types.RecommendResourceInput;
}>;


export type RecommendResourceMutation = { recommendResource: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }> } };


export const RecommendResourceDocument = gql`
    mutation RecommendResource($input: RecommendResourceInput!) {
  recommendResource(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<RecommendResourceMutation, RecommendResourceMutationVariables>;