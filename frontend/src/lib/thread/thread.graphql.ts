import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ThreadQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
}>;


export type ThreadQuery = { thread: { id: string, slug: string, kind: Types.ThreadKind, title: string, locked: boolean, pinned: boolean, replyCount: number, viewerFollows: boolean, viewerSaved: boolean, viewerUnreadCount: number, viewerReadUntil: string | null, viewerCanAccept: boolean, topics: Array<{ id: string, slug: string, name: string }>, opening: { id: string, body: string, state: Types.PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Types.Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Types.Reaction, count: number }>, files: Array<{ id: string, name: string, kind: Types.FileKind, bytes: number, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState }>, contentNote: { labels: Array<string>, text: string | null } | null, used: { setting: string, agesFrom: number | null, agesTo: number | null } | null }, acceptedAnswer: { id: string, body: string, state: Types.PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Types.Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Types.Reaction, count: number }>, files: Array<{ id: string, name: string, kind: Types.FileKind, bytes: number, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState }>, contentNote: { labels: Array<string>, text: string | null } | null, used: { setting: string, agesFrom: number | null, agesTo: number | null } | null } | null, summary: { id: string, body: string, state: Types.PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Types.Reaction>, viewerIsAuthor: boolean, resource: { id: string, slug: string, title: string } | null, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Types.Reaction, count: number }>, files: Array<{ id: string, name: string, kind: Types.FileKind, bytes: number, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState }>, contentNote: { labels: Array<string>, text: string | null } | null, used: { setting: string, agesFrom: number | null, agesTo: number | null } | null } | null, replies: { nodes: Array<{ id: string, body: string, state: Types.PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Types.Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Types.Reaction, count: number }>, files: Array<{ id: string, name: string, kind: Types.FileKind, bytes: number, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState }>, contentNote: { labels: Array<string>, text: string | null } | null, used: { setting: string, agesFrom: number | null, agesTo: number | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ThreadPostFragment = { id: string, body: string, state: Types.PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Types.Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Types.Reaction, count: number }>, files: Array<{ id: string, name: string, kind: Types.FileKind, bytes: number, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState }>, contentNote: { labels: Array<string>, text: string | null } | null, used: { setting: string, agesFrom: number | null, agesTo: number | null } | null };

export const ThreadPostFragmentDoc = gql`
    fragment ThreadPost on Post {
  id
  author {
    label
    isCoordinator
    isNamed
    sector {
      slug
      name
    }
  }
  body
  state
  version
  createdAt
  editedAt
  reactions {
    reaction
    count
  }
  files {
    id
    name
    kind
    bytes
    alternative
    width
    height
    url
    state
  }
  viewerReactions
  viewerIsAuthor
  contentNote {
    labels
    text
  }
  used {
    setting
    agesFrom
    agesTo
  }
}
    ` as unknown as DocumentNode<ThreadPostFragment, unknown>;
export const ThreadDocument = gql`
    query Thread($id: ID!) {
  thread(id: $id) {
    id
    slug
    kind
    title
    topics {
      id
      slug
      name
    }
    locked
    pinned
    replyCount
    viewerFollows
    viewerSaved
    viewerUnreadCount
    viewerReadUntil
    viewerCanAccept
    opening {
      ...ThreadPost
    }
    acceptedAnswer {
      ...ThreadPost
    }
    summary {
      ...ThreadPost
      resource {
        id
        slug
        title
      }
    }
    replies(first: 20) {
      nodes {
        ...ThreadPost
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ${ThreadPostFragmentDoc}` as unknown as DocumentNode<ThreadQuery, ThreadQueryVariables>;