import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type RequestSignInMutationVariables = Types.Exact<{
  input: Types.RequestSignInInput;
}>;


export type RequestSignInMutation = { requestSignIn: { status: Types.RequestSignInStatus, problems: Array<{ field: string | null, message: string }> } };


export const RequestSignInDocument = gql`
    mutation RequestSignIn($input: RequestSignInInput!) {
  requestSignIn(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<RequestSignInMutation, RequestSignInMutationVariables>;