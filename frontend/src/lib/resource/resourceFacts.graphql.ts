import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ResourceFactsQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
}>;


export type ResourceFactsQuery = { thread: { id: string, slug: string, title: string, facts: { form: Types.ResourceForm, address: string | null, pageTitle: string | null, pageDescription: string | null, linkBroken: boolean, format: Types.ResourceFormat, audiences: Array<Types.Audience>, maker: string, made: string, agesFrom: number | null, agesTo: number | null, minutes: number | null, licence: string, cost: string, language: string, accessibleFormats: string, appliesTo: string, state: Types.ResourceState, withdrawnBecause: string | null, reviewBy: string, checkedAt: string, viewerKeeps: boolean, recommendedBecause: string | null, version: number, replacedBy: { id: string, slug: string, title: string } | null, keeper: { id: string, name: string } | null, usedBy: Array<{ count: number, sector: { slug: string, name: string } }>, collections: Array<{ id: string, title: string }>, versions: Array<{ number: number, whatChanged: string, createdAt: string, by: { id: string, name: string } | null, file: { id: string, name: string, kind: Types.FileKind, bytes: number, sha256: string, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState } }> } | null } | null };


export const ResourceFactsDocument = gql`
    query ResourceFacts($id: ID!) {
  thread(id: $id) {
    id
    slug
    title
    facts {
      ... on ResourceFacts {
        form
        address
        pageTitle
        pageDescription
        linkBroken
        format
        audiences
        maker
        made
        agesFrom
        agesTo
        minutes
        licence
        cost
        language
        accessibleFormats
        appliesTo
        state
        withdrawnBecause
        replacedBy {
          id
          slug
          title
        }
        reviewBy
        checkedAt
        keeper {
          id
          name
        }
        viewerKeeps
        recommendedBecause
        usedBy {
          count
          sector {
            slug
            name
          }
        }
        collections {
          id
          title
        }
        version
        versions {
          number
          whatChanged
          createdAt
          by {
            id
            name
          }
          file {
            id
            name
            kind
            bytes
            sha256
            alternative
            width
            height
            url
            state
          }
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<ResourceFactsQuery, ResourceFactsQueryVariables>;