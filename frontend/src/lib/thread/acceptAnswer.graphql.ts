import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type AcceptAnswerMutationVariables = Types.Exact<{
  input: Types.AcceptAnswerInput;
}>;


export type AcceptAnswerMutation = { acceptAnswer: { status: Types.AcceptAnswerStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, replyCount: number, acceptedAnswer: { id: string } | null } | null } };


export const AcceptAnswerDocument = gql`
    mutation AcceptAnswer($input: AcceptAnswerInput!) {
  acceptAnswer(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      replyCount
      acceptedAnswer {
        id
      }
    }
  }
}
    ` as unknown as DocumentNode<AcceptAnswerMutation, AcceptAnswerMutationVariables>;