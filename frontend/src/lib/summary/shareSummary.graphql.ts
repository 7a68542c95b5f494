import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ShareSummaryMutationVariables = Types.Exact<{
  input: Types.ShareSummaryInput;
}>;


export type ShareSummaryMutation = { shareSummary: { status: Types.ShareSummaryStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, slug: string } | null } };


export const ShareSummaryDocument = gql`
    mutation ShareSummary($input: ShareSummaryInput!) {
  shareSummary(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      slug
    }
  }
}
    ` as unknown as DocumentNode<ShareSummaryMutation, ShareSummaryMutationVariables>;