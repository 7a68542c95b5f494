import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SummariseThreadMutationVariables = Types.Exact<{
  input: Types.SummariseThreadInput;
}>;


export type SummariseThreadMutation = { summariseThread: { status: Types.SummariseThreadStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, slug: string, summary: { id: string, resource: { id: string } | null } | null } | null } };


export const SummariseThreadDocument = gql`
    mutation SummariseThread($input: SummariseThreadInput!) {
  summariseThread(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      slug
      summary {
        id
        resource {
          id
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<SummariseThreadMutation, SummariseThreadMutationVariables>;