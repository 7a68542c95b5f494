import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ThreadsQueryVariables = Types.Exact<{
  filter?: Types.InputMaybe<Types.ThreadFilter>;
  order: Types.ThreadOrder;
  after?: Types.InputMaybe<Types.Scalars['String']['input']>;
}>;


export type ThreadsQuery = { threads: { nodes: Array<{ id: string, slug: string, kind: Types.ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, hasHelped: boolean, viewerUnreadCount: number, locked: boolean, hasSummary: boolean, topics: Array<{ name: string }>, author: { label: string, isNamed: boolean, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ThreadsRowFragment = { id: string, slug: string, kind: Types.ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, hasHelped: boolean, viewerUnreadCount: number, locked: boolean, hasSummary: boolean, topics: Array<{ name: string }>, author: { label: string, isNamed: boolean, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null };

export const ThreadsRowFragmentDoc = gql`
    fragment ThreadsRow on Thread {
  id
  slug
  kind
  title
  topics {
    name
  }
  author {
    label
    isNamed
    isCoordinator
    sector {
      slug
      name
    }
  }
  excerpt
  contentNote {
    labels
    text
  }
  createdAt
  lastActivityAt
  replyCount
  hasHelped
  viewerUnreadCount
  locked
  hasSummary
}
    ` as unknown as DocumentNode<ThreadsRowFragment, unknown>;
export const ThreadsDocument = gql`
    query Threads($filter: ThreadFilter, $order: ThreadOrder!, $after: String) {
  threads(filter: $filter, order: $order, first: 20, after: $after) {
    nodes {
      ...ThreadsRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    ${ThreadsRowFragmentDoc}` as unknown as DocumentNode<ThreadsQuery, ThreadsQueryVariables>;