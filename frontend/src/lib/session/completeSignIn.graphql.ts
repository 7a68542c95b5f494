import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type CompleteSignInMutationVariables = Types.Exact<{
  input: Types.CompleteSignInInput;
}>;


export type CompleteSignInMutation = { completeSignIn: { status: Types.CompleteSignInStatus, next: string | null, sharedComputer: boolean | null, problems: Array<{ field: string | null, message: string }>, viewer: { state: Types.MemberState } | null, askedElsewhere: { askedAt: string, askedIn: string | null, here: string | null } | null } };


export const CompleteSignInDocument = gql`
    mutation CompleteSignIn($input: CompleteSignInInput!) {
  completeSignIn(input: $input) {
    status
    problems {
      field
      message
    }
    viewer {
      state
    }
    next
    sharedComputer
    askedElsewhere {
      askedAt
      askedIn
      here
    }
  }
}
    ` as unknown as DocumentNode<CompleteSignInMutation, CompleteSignInMutationVariables>;