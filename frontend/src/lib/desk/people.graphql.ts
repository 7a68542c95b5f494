import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type PeopleQueryVariables = Types.Exact<{
  filter: Types.MemberFilter;
  after?: Types.InputMaybe<Types.Scalars['String']['input']>;
}>;


export type PeopleQuery = { members: { totalCount: number, nodes: Array<{ id: string, name: string, isCoordinator: boolean, role: string | null, joinedAt: string | null, sameNameAs: Array<{ id: string, name: string, isCoordinator: boolean }> | null, sector: { slug: string, name: string }, organisation: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };


export const PeopleDocument = gql`
    query People($filter: MemberFilter!, $after: String) {
  members(filter: $filter, first: 20, after: $after) {
    nodes {
      id
      name
      isCoordinator
      sameNameAs {
        id
        name
        isCoordinator
      }
      role
      sector {
        slug
        name
      }
      organisation {
        id
        name
      }
      joinedAt
    }
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ` as unknown as DocumentNode<PeopleQuery, PeopleQueryVariables>;