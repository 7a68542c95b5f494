import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SearchQueryVariables = Types.Exact<{
  text: Types.Scalars['String']['input'];
  filter?: Types.InputMaybe<Types.SearchFilter>;
  after?: Types.InputMaybe<Types.Scalars['String']['input']>;
}>;


export type SearchQuery = { search: { isShortened: boolean, didYouMean: string | null, counts: Array<{ kind: Types.SearchKind, count: number, hasMore: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ kind: Types.SearchKind, title: Array<{ text: string, hit: boolean }>, excerpt: Array<{ text: string, hit: boolean }>, thread: { id: string, slug: string, kind: Types.ThreadKind, replyCount: number, locked: boolean, hasSummary: boolean, hasHelped: boolean, createdAt: string, contentNote: { labels: Array<string>, text: string | null } | null, author: { label: string, member: { id: string, name: string } | null } } | null, post: { id: string, createdAt: string, author: { label: string, member: { id: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null } | null, collection: { id: string } | null, member: { id: string, name: string, role: string | null, sector: { slug: string, name: string } } | null }> } };


export const SearchDocument = gql`
    query Search($text: String!, $filter: SearchFilter, $after: String) {
  search(text: $text, filter: $filter, first: 20, after: $after) {
    counts {
      kind
      count
      hasMore
    }
    isShortened
    didYouMean
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      kind
      title {
        text
        hit
      }
      excerpt {
        text
        hit
      }
      thread {
        id
        slug
        kind
        replyCount
        locked
        hasSummary
        hasHelped
        createdAt
        contentNote {
          labels
          text
        }
        author {
          label
          member {
            id
            name
          }
        }
      }
      post {
        id
        createdAt
        author {
          label
          member {
            id
            name
          }
        }
        contentNote {
          labels
          text
        }
      }
      collection {
        id
      }
      member {
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
}
    ` as unknown as DocumentNode<SearchQuery, SearchQueryVariables>;