import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type EndSessionMutationVariables = Types.Exact<{
  input: Types.EndSessionInput;
}>;


export type EndSessionMutation = { endSession: { status: Types.EndSessionStatus } };


export const EndSessionDocument = gql`
    mutation EndSession($input: EndSessionInput!) {
  endSession(input: $input) {
    status
  }
}
    ` as unknown as DocumentNode<EndSessionMutation, EndSessionMutationVariables>;