import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MemberNameQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
}>;


export type MemberNameQuery = { member: { name: string } | null };


export const MemberNameDocument = gql`
    query MemberName($id: ID!) {
  member(id: $id) {
    name
  }
}
    ` as unknown as DocumentNode<MemberNameQuery, MemberNameQueryVariables>;