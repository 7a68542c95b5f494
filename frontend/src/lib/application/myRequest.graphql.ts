import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MyRequestQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type MyRequestQuery = { viewer: { state: Types.MemberState, email: string, application: { state: Types.MemberState, appliedAt: string, addressConfirmed: boolean, decidedAt: string | null, reason: string | null } | null } | null };


export const MyRequestDocument = gql`
    query MyRequest {
  viewer {
    state
    email
    application {
      state
      appliedAt
      addressConfirmed
      decidedAt
      reason
    }
  }
}
    ` as unknown as DocumentNode<MyRequestQuery, MyRequestQueryVariables>;