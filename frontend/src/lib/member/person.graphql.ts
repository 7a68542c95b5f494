import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type PersonQueryVariables = Types.Exact<{
  post: Types.Scalars['ID']['input'];
}>;


export type PersonQuery = { node:
    | { author: { member: { id: string, name: string, role: string | null, isCoordinator: boolean, joinedAt: string | null, organisation: { name: string } | null, sector: { slug: string, name: string }, expertise: Array<{ slug: string, name: string }> } | null } }
    | Record<PropertyKey, never>
   | null };


export const PersonDocument = gql`
    query Person($post: ID!) {
  node(id: $post) {
    ... on Post {
      author {
        member {
          id
          name
          role
          isCoordinator
          joinedAt
          organisation {
            name
          }
          sector {
            slug
            name
          }
          expertise {
            slug
            name
          }
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<PersonQuery, PersonQueryVariables>;