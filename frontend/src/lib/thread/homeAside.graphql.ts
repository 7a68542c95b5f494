import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type HomeAsideQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type HomeAsideQuery = { viewer: { emailPreferences: { digest: Types.DigestFrequency, nextDigestAt: string | null }, home: { coordinators: Array<{ id: string, name: string, role: string | null, sector: { slug: string, name: string } }> } } | null, threads: { nodes: Array<{ id: string, slug: string, title: string }> } };


export const HomeAsideDocument = gql`
    query HomeAside {
  viewer {
    emailPreferences {
      digest
      nextDigestAt
    }
    home {
      coordinators {
        id
        name
        role
        sector {
          slug
          name
        }
      }
    }
  }
  threads(filter: {pinned: true}, order: NEWEST, first: 1) {
    nodes {
      id
      slug
      title
    }
  }
}
    ` as unknown as DocumentNode<HomeAsideQuery, HomeAsideQueryVariables>;