import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ResolveReportMutationVariables = Types.Exact<{
  input: Types.ResolveReportInput;
}>;


export type ResolveReportMutation = { resolveReport: { status: Types.DecisionStatus, problems: Array<{ field: string | null, message: string }>, queue: { counts: Array<{ kind: Types.CaseKind, count: number }> } | null } };


export const ResolveReportDocument = gql`
    mutation ResolveReport($input: ResolveReportInput!) {
  resolveReport(input: $input) {
    status
    problems {
      field
      message
    }
    queue {
      counts {
        kind
        count
      }
    }
  }
}
    ` as unknown as DocumentNode<ResolveReportMutation, ResolveReportMutationVariables>;