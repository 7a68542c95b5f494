import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type StartThreadMutationVariables = Types.Exact<{
  input: Types.StartThreadInput;
}>;


export type StartThreadMutation = { startThread: { status: Types.StartThreadStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, slug: string } | null } };


export const StartThreadDocument = gql`
    mutation StartThread($input: StartThreadInput!) {
  startThread(input: $input) {
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
    ` as unknown as DocumentNode<StartThreadMutation, StartThreadMutationVariables>;