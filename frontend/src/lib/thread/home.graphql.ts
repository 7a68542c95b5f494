import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type HomeQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type HomeQuery = { viewer: { member: { joinedAt: string | null }, home: { newSince: string, mightHelp: Array<{ id: string, slug: string, kind: Types.ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, hasHelped: boolean, viewerUnreadCount: number, locked: boolean, hasSummary: boolean, topics: Array<{ name: string }>, author: { label: string, isNamed: boolean, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null }>, answersForYou: Array<{ id: string, slug: string, kind: Types.ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, hasHelped: boolean, viewerUnreadCount: number, locked: boolean, hasSummary: boolean, topics: Array<{ name: string }>, author: { label: string, isNamed: boolean, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null }>, newThreads: Array<{ id: string, slug: string, kind: Types.ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, hasHelped: boolean, viewerUnreadCount: number, locked: boolean, hasSummary: boolean, topics: Array<{ name: string }>, author: { label: string, isNamed: boolean, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null }> } } | null };

export type HomeRowFragment = { id: string, slug: string, kind: Types.ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, hasHelped: boolean, viewerUnreadCount: number, locked: boolean, hasSummary: boolean, topics: Array<{ name: string }>, author: { label: string, isNamed: boolean, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null };

export const HomeRowFragmentDoc = gql`
    fragment HomeRow on Thread {
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
    ` as unknown as DocumentNode<HomeRowFragment, unknown>;
export const HomeDocument = gql`
    query Home {
  viewer {
    member {
      joinedAt
    }
    home {
      newSince
      mightHelp {
        ...HomeRow
      }
      answersForYou {
        ...HomeRow
      }
      newThreads {
        ...HomeRow
      }
    }
  }
}
    ${HomeRowFragmentDoc}` as unknown as DocumentNode<HomeQuery, HomeQueryVariables>;