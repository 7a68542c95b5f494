import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SendKeptEmailsMutationVariables = Types.Exact<{
  input: Types.SendKeptEmailsInput;
}>;


export type SendKeptEmailsMutation = { sendKeptEmails: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, restores: Array<{ id: string, backupAt: string, restoredAt: string, keptEmails: number }> | null } };


export const SendKeptEmailsDocument = gql`
    mutation SendKeptEmails($input: SendKeptEmailsInput!) {
  sendKeptEmails(input: $input) {
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
    ` as unknown as DocumentNode<SendKeptEmailsMutation, SendKeptEmailsMutationVariables>;