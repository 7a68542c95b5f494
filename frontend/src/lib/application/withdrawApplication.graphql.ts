import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type WithdrawApplicationMutationVariables = Types.Exact<{ [key: string]: never; }>;


export type WithdrawApplicationMutation = { withdrawApplication: { status: Types.WithdrawApplicationStatus } };


export const WithdrawApplicationDocument = gql`
    mutation WithdrawApplication {
  withdrawApplication {
    status
  }
}
    ` as unknown as DocumentNode<WithdrawApplicationMutation, WithdrawApplicationMutationVariables>;