import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ResumeMailMutationVariables = Types.Exact<{
  input: Types.ResumeMailInput;
}>;


export type ResumeMailMutation = { resumeMail: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, queue: { counts: Array<{ kind: Types.CaseKind, count: number }> } | null } };


export const ResumeMailDocument = gql`
    mutation ResumeMail($input: ResumeMailInput!) {
  resumeMail(input: $input) {
    status
    problems {
      field
      message
    }
    queue {
      counts {
        kind
        count
      }
    }
  }
}
    ` as unknown as DocumentNode<ResumeMailMutation, ResumeMailMutationVariables>;