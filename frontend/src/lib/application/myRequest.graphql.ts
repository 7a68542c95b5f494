import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MyRequestQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type MyRequestQuery = { viewer: { state: Types.MemberState, email: string, version: number, member: { name: string, role: string | null, sector: { id: string, slug: string, name: string } }, application: { state: Types.MemberState, appliedAt: string, addressConfirmed: boolean, decidedAt: string | null, reason: string | null, organisation: string | null, why: string, question: { text: string, askedAt: string, answer: string | null, answeredAt: string | null } | null } | null } | null, sectors: Array<{ id: string, name: string }> };


export const MyRequestDocument = gql`
    query MyRequest {
  viewer {
    state
    email
    version
    member {
      name
      role
      sector {
        id
        slug
        name
      }
    }
    application {
      state
      appliedAt
      addressConfirmed
      decidedAt
      reason
      organisation
      why
      question {
        text
        askedAt
        answer
        answeredAt
      }
    }
  }
  sectors {
    id
    name
  }
}
    ` as unknown as DocumentNode<MyRequestQuery, MyRequestQueryVariables>;