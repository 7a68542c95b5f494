import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MarkThreadReadMutationVariables = Types.Exact<{
  input: Types.MarkThreadReadInput;
}>;


export type MarkThreadReadMutation = { markThreadRead: { status: Types.MarkThreadReadStatus } };


export const MarkThreadReadDocument = gql`
    mutation MarkThreadRead($input: MarkThreadReadInput!) {
  markThreadRead(input: $input) {
    status
  }
}
    ` as unknown as DocumentNode<MarkThreadReadMutation, MarkThreadReadMutationVariables>;