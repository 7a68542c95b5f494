import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ShareResourceMutationVariables = Types.Exact<{
  input: Types.ShareResourceInput;
}>;


export type ShareResourceMutation = { shareResource: { status: Types.ShareResourceStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, slug: string } | null } };


export const ShareResourceDocument = gql`
    mutation ShareResource($input: ShareResourceInput!) {
  shareResource(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      slug
    }
  }
}
    ` as unknown as DocumentNode<ShareResourceMutation, ShareResourceMutationVariables>;