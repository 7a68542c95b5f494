import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SettleRestoreMutationVariables = Types.Exact<{
  input: Types.SettleRestoreInput;
}>;


export type SettleRestoreMutation = { settleRestore: { status: Types.SettleRestoreStatus, problems: Array<{ field: string | null, message: string }>, restores: Array<{ id: string, backupAt: string, restoredAt: string, keptEmails: number }> | null } };


export const SettleRestoreDocument = gql`
    mutation SettleRestore($input: SettleRestoreInput!) {
  settleRestore(input: $input) {
    status
    problems {
      field
      message
    }
    restores {
      id
      backupAt
      restoredAt
      keptEmails
    }
  }
}
    ` as unknown as DocumentNode<SettleRestoreMutation, SettleRestoreMutationVariables>;