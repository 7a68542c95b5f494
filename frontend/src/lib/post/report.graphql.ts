import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ReportMutationVariables = Types.Exact<{
  input: Types.ReportInput;
}>;


export type ReportMutation = { report: { status: Types.ReportStatus, problems: Array<{ field: string | null, message: string }> } };


export const ReportDocument = gql`
    mutation Report($input: ReportInput!) {
  report(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<ReportMutation, ReportMutationVariables>;