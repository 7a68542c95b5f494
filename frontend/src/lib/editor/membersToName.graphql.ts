import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MembersToNameQueryVariables = Types.Exact<{
  name: Types.Scalars['String']['input'];
}>;


export type MembersToNameQuery = { members: { nodes: Array<{ id: string, name: string, isCoordinator: boolean, organisation: { name: string } | null, sector: { slug: string, name: string } }> } };


export const MembersToNameDocument = gql`
    query MembersToName($name: String!) {
  members(filter: {name: $name}, first: 24) {
    nodes {
      id
      name
      isCoordinator
      organisation {
        name
      }
      sector {
        slug
        name
      }
    }
  }
}
    ` as unknown as DocumentNode<MembersToNameQuery, MembersToNameQueryVariables>;