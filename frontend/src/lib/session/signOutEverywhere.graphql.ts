import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SignOutEverywhereMutationVariables = Types.Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { signOutEverywhere: { status: Types.SignOutEverywhereStatus } };


export const SignOutEverywhereDocument = gql`
    mutation SignOutEverywhere {
  signOutEverywhere {
    status
  }
}
    ` as unknown as DocumentNode<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;