import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ConfirmAddressMutationVariables = Types.Exact<{
  input: Types.ConfirmAddressInput;
}>;


export type ConfirmAddressMutation = { confirmAddress: { status: Types.ConfirmAddressStatus, viewer: { state: Types.MemberState } | null } };


export const ConfirmAddressDocument = gql`
    mutation ConfirmAddress($input: ConfirmAddressInput!) {
  confirmAddress(input: $input) {
    status
    viewer {
      state
    }
  }
}
    ` as unknown as DocumentNode<ConfirmAddressMutation, ConfirmAddressMutationVariables>;