import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type HidePostMutationVariables = Types.Exact<{
  input: Types.HidePostInput;
}>;


export type HidePostMutation = { hidePost: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, state: Types.PostState, version: number, thread: { replyCount: number } } | null, queue: { counts: Array<{ kind: Types.CaseKind, count: number }> } | null } };


export const HidePostDocument = gql`
    mutation HidePost($input: HidePostInput!) {
  hidePost(input: $input) {
    status
    problems {
      field
      message
    }
    post {
      id
      body
      state
      version
      thread {
        replyCount
      }
    }
    queue {
      counts {
        kind
        count
      }
    }
  }
}
    ` as unknown as DocumentNode<HidePostMutation, HidePostMutationVariables>;