import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type RecordUseMutationVariables = Types.Exact<{
  input: Types.RecordUseInput;
}>;


export type RecordUseMutation = { recordUse: { status: Types.ReplyStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string } | null, thread: { id: string, slug: string } | null } };


export const RecordUseDocument = gql`
    mutation RecordUse($input: RecordUseInput!) {
  recordUse(input: $input) {
    status
    problems {
      field
      message
    }
    post {
      id
    }
    thread {
      id
      slug
    }
  }
}
    ` as unknown as DocumentNode<RecordUseMutation, RecordUseMutationVariables>;