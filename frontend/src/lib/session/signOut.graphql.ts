import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SignOutMutationVariables = Types.Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { status: Types.SignOutStatus } };


export const SignOutDocument = gql`
    mutation SignOut {
  signOut {
    status
  }
}
    ` as unknown as DocumentNode<SignOutMutation, SignOutMutationVariables>;