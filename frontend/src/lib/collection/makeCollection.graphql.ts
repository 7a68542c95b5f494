import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MakeCollectionMutationVariables = Types.Exact<{
  input: Types.MakeCollectionInput;
}>;


export type MakeCollectionMutation = { makeCollection: { status: Types.MakeCollectionStatus, problems: Array<{ field: string | null, message: string }>, collection: { id: string } | null } };


export const MakeCollectionDocument = gql`
    mutation MakeCollection($input: MakeCollectionInput!) {
  makeCollection(input: $input) {
    status
    problems {
      field
      message
    }
    collection {
      id
    }
  }
}
    ` as unknown as DocumentNode<MakeCollectionMutation, MakeCollectionMutationVariables>;