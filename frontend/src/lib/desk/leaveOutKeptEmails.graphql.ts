import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type LeaveOutKeptEmailsMutationVariables = Types.Exact<{
  input: Types.LeaveOutKeptEmailsInput;
}>;


export type LeaveOutKeptEmailsMutation = { leaveOutKeptEmails: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, restores: Array<{ id: string, backupAt: string, restoredAt: string, keptEmails: number }> | null } };


export const LeaveOutKeptEmailsDocument = gql`
    mutation LeaveOutKeptEmails($input: LeaveOutKeptEmailsInput!) {
  leaveOutKeptEmails(input: $input) {
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
    ` as unknown as DocumentNode<LeaveOutKeptEmailsMutation, LeaveOutKeptEmailsMutationVariables>;