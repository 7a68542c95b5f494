import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ViewerQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { state: Types.MemberState, isCoordinator: boolean, unreadCount: number, member: { id: string, name: string, sector: { id: string, slug: string, name: string } } } | null, community: { name: string, timeZone: string, contact: string | null, isDemo: boolean }, desk: { queue: { counts: Array<{ kind: Types.CaseKind, count: number }> } } | null };


export const ViewerDocument = gql`
    query Viewer {
  viewer {
    member {
      id
      name
      sector {
        id
        slug
        name
      }
    }
    state
    isCoordinator
    unreadCount
  }
  community {
    name
    timeZone
    contact
    isDemo
  }
  desk {
    queue {
      counts {
        kind
        count
      }
    }
  }
}
    ` as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;