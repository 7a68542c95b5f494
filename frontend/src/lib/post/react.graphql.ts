import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ReactMutationVariables = Types.Exact<{
  input: Types.ReactInput;
}>;


export type ReactMutation = { react: { status: Types.ReactStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, viewerReactions: Array<Types.Reaction>, reactions: Array<{ reaction: Types.Reaction, count: number }> } | null } };


export const ReactDocument = gql`
    mutation React($input: ReactInput!) {
  react(input: $input) {
    status
    problems {
      field
      message
    }
    post {
      id
      reactions {
        reaction
        count
      }
      viewerReactions
    }
  }
}
    ` as unknown as DocumentNode<ReactMutation, ReactMutationVariables>;