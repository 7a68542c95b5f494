import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type CollectionQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
}>;


export type CollectionQuery = { collection: { id: string, title: string, intro: string, shown: boolean, code: string | null, changedAt: string, version: number, entries: Array<{ heading: string, words: string, resource: { id: string, slug: string, title: string, excerpt: string, createdAt: string, contentNote: { labels: Array<string>, text: string | null } | null, topics: Array<{ id: string, name: string }>, facts: { form: Types.ResourceForm, address: string | null, linkBroken: boolean, format: Types.ResourceFormat, audiences: Array<Types.Audience>, agesFrom: number | null, agesTo: number | null, minutes: number | null, maker: string, state: Types.ResourceState, checkedAt: string, recommendedBecause: string | null, document: { kind: Types.FileKind, bytes: number } | null, usedBy: Array<{ count: number, sector: { slug: string, name: string } }> } | null } }> } | null };


export const CollectionDocument = gql`
    query Collection($id: ID!) {
  collection(id: $id) {
    id
    title
    intro
    shown
    code
    changedAt
    version
    entries {
      heading
      words
      resource {
        id
        slug
        title
        excerpt
        contentNote {
          labels
          text
        }
        topics {
          id
          name
        }
        createdAt
        facts {
          ... on ResourceFacts {
            form
            address
            document {
              kind
              bytes
            }
            linkBroken
            format
            audiences
            agesFrom
            agesTo
            minutes
            maker
            state
            checkedAt
            recommendedBecause
            usedBy {
              count
              sector {
                slug
                name
              }
            }
          }
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<CollectionQuery, CollectionQueryVariables>;