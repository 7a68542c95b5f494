import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MarkNotificationsReadMutationVariables = Types.Exact<{
  input: Types.MarkNotificationsReadInput;
}>;


export type MarkNotificationsReadMutation = { markNotificationsRead: { status: Types.MarkNotificationsReadStatus, unreadCount: number, problems: Array<{ field: string | null, message: string }> } };


export const MarkNotificationsReadDocument = gql`
    mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {
  markNotificationsRead(input: $input) {
    status
    problems {
      field
      message
    }
    unreadCount
  }
}
    ` as unknown as DocumentNode<MarkNotificationsReadMutation, MarkNotificationsReadMutationVariables>;