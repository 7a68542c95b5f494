import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ApproveMemberMutationVariables = Types.Exact<{
  input: Types.ApproveMemberInput;
}>;


export type ApproveMemberMutation = { approveMember: { status: Types.ApplicantDecisionStatus, problems: Array<{ field: string | null, message: string }>, applicant: { id: string, version: number, name: string, email: string, organisation: string, role: string, why: string, appliedAt: string, sameNameAs: Array<{ id: string, name: string, isCoordinator: boolean }>, sector: { slug: string, name: string }, question: { text: string, askedAt: string, answer: string | null, answeredAt: string | null } | null } | null, queue: { counts: Array<{ kind: Types.CaseKind, count: number }> } | null } };


export const ApproveMemberDocument = gql`
    mutation ApproveMember($input: ApproveMemberInput!) {
  approveMember(input: $input) {
    status
    problems {
      field
      message
    }
    applicant {
      id
      version
      name
      sameNameAs {
        id
        name
        isCoordinator
      }
      email
      organisation
      role
      sector {
        slug
        name
      }
      why
      question {
        text
        askedAt
        answer
        answeredAt
      }
      appliedAt
    }
    queue {
      counts {
        kind
        count
      }
    }
  }
}
    ` as unknown as DocumentNode<ApproveMemberMutation, ApproveMemberMutationVariables>;