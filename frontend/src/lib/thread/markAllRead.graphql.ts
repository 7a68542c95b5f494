import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MarkAllReadMutationVariables = Types.Exact<{
  input: Types.MarkAllReadInput;
}>;


export type MarkAllReadMutation = { markAllRead: { status: Types.MarkAllReadStatus, markedAt: string | null } };


export const MarkAllReadDocument = gql`
    mutation MarkAllRead($input: MarkAllReadInput!) {
  markAllRead(input: $input) {
    status
    markedAt
  }
}
    ` as unknown as DocumentNode<MarkAllReadMutation, MarkAllReadMutationVariables>;