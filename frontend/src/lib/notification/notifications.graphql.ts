import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type NotificationsQueryVariables = Types.Exact<{
  after?: Types.InputMaybe<Types.Scalars['String']['input']>;
}>;


export type NotificationsQuery = { viewer: { unreadCount: number, notifications: { nodes: Array<{ id: string, kind: Types.NotificationKind, createdAt: string, read: boolean, reason: string | null, outcome: Types.ReportOutcome | null, thread: { id: string, slug: string, title: string } | null, post: { id: string } | null, actor: { label: string, isCoordinator: boolean } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };


export const NotificationsDocument = gql`
    query Notifications($after: String) {
  viewer {
    unreadCount
    notifications(first: 20, after: $after) {
      nodes {
        id
        kind
        createdAt
        read
        thread {
          id
          slug
          title
        }
        post {
          id
        }
        actor {
          label
          isCoordinator
        }
        reason
        outcome
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    ` as unknown as DocumentNode<NotificationsQuery, NotificationsQueryVariables>;