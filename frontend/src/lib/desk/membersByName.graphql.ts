import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MembersByNameQueryVariables = Types.Exact<{
  name: Types.Scalars['String']['input'];
}>;


export type MembersByNameQuery = { members: { nodes: Array<{ id: string, name: string, isCoordinator: boolean, sector: { slug: string, name: string } }>, pageInfo: { hasNextPage: boolean } } };


export const MembersByNameDocument = gql`
    query MembersByName($name: String!) {
  members(filter: {name: $name}, first: 8) {
    nodes {
      id
      name
      isCoordinator
      sector {
        slug
        name
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}
    ` as unknown as DocumentNode<MembersByNameQuery, MembersByNameQueryVariables>;