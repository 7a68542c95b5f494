import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type AskApplicantMutationVariables = Types.Exact<{
  input: Types.AskApplicantInput;
}>;


export type AskApplicantMutation = { askApplicant: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, applicant: { id: string, question: { text: string, askedAt: string, answer: string | null, answeredAt: string | null } | null } | null, queue: { counts: Array<{ kind: Types.CaseKind, count: number }> } | null } };


export const AskApplicantDocument = gql`
    mutation AskApplicant($input: AskApplicantInput!) {
  askApplicant(input: $input) {
    status
    problems {
      field
      message
    }
    applicant {
      id
      question {
        text
        askedAt
        answer
        answeredAt
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
    ` as unknown as DocumentNode<AskApplicantMutation, AskApplicantMutationVariables>;