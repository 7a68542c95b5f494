import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type MoreRepliesQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
  after?: Types.InputMaybe<Types.Scalars['String']['input']>;
}>;


export type MoreRepliesQuery = { thread: { id: string, replyCount: number, replies: { nodes: Array<{ id: string, body: string, state: Types.PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Types.Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Types.Reaction, count: number }>, files: Array<{ id: string, name: string, kind: Types.FileKind, bytes: number, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState }>, contentNote: { labels: Array<string>, text: string | null } | null, used: { setting: string, agesFrom: number | null, agesTo: number | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null, viewer: { unreadCount: number } | null };

export type MoreRepliesPostFragment = { id: string, body: string, state: Types.PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Types.Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Types.Reaction, count: number }>, files: Array<{ id: string, name: string, kind: Types.FileKind, bytes: number, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState }>, contentNote: { labels: Array<string>, text: string | null } | null, used: { setting: string, agesFrom: number | null, agesTo: number | null } | null };

export const MoreRepliesPostFragmentDoc = gql`
    fragment MoreRepliesPost on Post {
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
    ` as unknown as DocumentNode<MoreRepliesPostFragment, unknown>;
export const MoreRepliesDocument = gql`
    query MoreReplies($id: ID!, $after: String) {
  thread(id: $id) {
    id
    replyCount
    replies(first: 20, after: $after) {
      nodes {
        ...MoreRepliesPost
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  viewer {
    unreadCount
  }
}
    ${MoreRepliesPostFragmentDoc}` as unknown as DocumentNode<MoreRepliesQuery, MoreRepliesQueryVariables>;