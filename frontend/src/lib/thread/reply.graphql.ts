import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ReplyMutationVariables = Types.Exact<{
  input: Types.ReplyInput;
  after?: Types.InputMaybe<Types.Scalars['String']['input']>;
}>;


export type ReplyMutation = { reply: { status: Types.ReplyStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, state: Types.PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Types.Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Types.Reaction, count: number }>, files: Array<{ id: string, name: string, kind: Types.FileKind, bytes: number, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState }>, contentNote: { labels: Array<string>, text: string | null } | null, used: { setting: string, agesFrom: number | null, agesTo: number | null } | null } | null, thread: { id: string, replyCount: number, viewerFollows: boolean, locked: boolean, replies: { nodes: Array<{ id: string, body: string, state: Types.PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Types.Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Types.Reaction, count: number }>, files: Array<{ id: string, name: string, kind: Types.FileKind, bytes: number, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState }>, contentNote: { labels: Array<string>, text: string | null } | null, used: { setting: string, agesFrom: number | null, agesTo: number | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null } };

export type RepliedPostFragment = { id: string, body: string, state: Types.PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Types.Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Types.Reaction, count: number }>, files: Array<{ id: string, name: string, kind: Types.FileKind, bytes: number, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState }>, contentNote: { labels: Array<string>, text: string | null } | null, used: { setting: string, agesFrom: number | null, agesTo: number | null } | null };

export const RepliedPostFragmentDoc = gql`
    fragment RepliedPost on Post {
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
    ` as unknown as DocumentNode<RepliedPostFragment, unknown>;
export const ReplyDocument = gql`
    mutation Reply($input: ReplyInput!, $after: String) {
  reply(input: $input) {
    status
    problems {
      field
      message
    }
    post {
      ...RepliedPost
    }
    thread {
      id
      replyCount
      viewerFollows
      locked
      replies(first: 20, after: $after) {
        nodes {
          ...RepliedPost
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    ${RepliedPostFragmentDoc}` as unknown as DocumentNode<ReplyMutation, ReplyMutationVariables>;