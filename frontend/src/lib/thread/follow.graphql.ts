import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type FollowMutationVariables = Types.Exact<{
  input: Types.FollowInput;
}>;


export type FollowMutation = { follow: { status: Types.FollowStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, viewerFollows: boolean } | null, topic: { id: string, viewerFollows: boolean } | null } };


export const FollowDocument = gql`
    mutation Follow($input: FollowInput!) {
  follow(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      viewerFollows
    }
    topic {
      id
      viewerFollows
    }
  }
}
    ` as unknown as DocumentNode<FollowMutation, FollowMutationVariables>;