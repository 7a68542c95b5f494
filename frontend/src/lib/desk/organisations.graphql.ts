import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type OrganisationsQueryVariables = Types.Exact<{
  name?: Types.InputMaybe<Types.Scalars['String']['input']>;
  after?: Types.InputMaybe<Types.Scalars['String']['input']>;
}>;


export type OrganisationsQuery = { desk: { organisations: { totalCount: number, nodes: Array<{ id: string, name: string, sameNameIn: Array<{ slug: string, name: string }> | null, sector: { slug: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };


export const OrganisationsDocument = gql`
    query Organisations($name: String, $after: String) {
  desk {
    organisations(name: $name, first: 20, after: $after) {
      nodes {
        id
        name
        sameNameIn {
          slug
          name
        }
        sector {
          slug
          name
        }
      }
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ` as unknown as DocumentNode<OrganisationsQuery, OrganisationsQueryVariables>;