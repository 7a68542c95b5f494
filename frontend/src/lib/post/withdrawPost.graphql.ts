import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type WithdrawPostMutationVariables = Types.Exact<{
  input: Types.WithdrawPostInput;
}>;


export type WithdrawPostMutation = { withdrawPost: { status: Types.WithdrawPostStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, state: Types.PostState, version: number, thread: { id: string, title: string, replyCount: number } } | null } };


export const WithdrawPostDocument = gql`
    mutation WithdrawPost($input: WithdrawPostInput!) {
  withdrawPost(input: $input) {
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
        id
        title
        replyCount
      }
    }
  }
}
    ` as unknown as DocumentNode<WithdrawPostMutation, WithdrawPostMutationVariables>;