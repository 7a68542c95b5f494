import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type AnswerQuestionMutationVariables = Types.Exact<{
  input: Types.AnswerQuestionInput;
}>;


export type AnswerQuestionMutation = { answerQuestion: { status: Types.AnswerQuestionStatus, problems: Array<{ field: string | null, message: string }> } };


export const AnswerQuestionDocument = gql`
    mutation AnswerQuestion($input: AnswerQuestionInput!) {
  answerQuestion(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<AnswerQuestionMutation, AnswerQuestionMutationVariables>;