import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SettingsQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type SettingsQuery = { viewer: { email: string, version: number, member: { id: string, name: string, role: string | null, organisation: { name: string } | null, sector: { id: string }, expertise: Array<{ id: string }> }, emailPreferences: { digest: Types.DigestFrequency, replies: boolean, helped: boolean, suspendedAfterBounce: boolean, nextDigestAt: string | null }, sessions: Array<{ id: string, startedAt: string, lastUsedAt: string, expiresAt: string, device: string, shared: boolean, current: boolean }> } | null, sectors: Array<{ id: string, name: string }>, topics: Array<{ id: string, name: string }> };


export const SettingsDocument = gql`
    query Settings {
  viewer {
    email
    version
    member {
      id
      name
      role
      organisation {
        name
      }
      sector {
        id
      }
      expertise {
        id
      }
    }
    emailPreferences {
      digest
      replies
      helped
      suspendedAfterBounce
      nextDigestAt
    }
    sessions {
      id
      startedAt
      lastUsedAt
      expiresAt
      device
      shared
      current
    }
  }
  sectors {
    id
    name
  }
  topics {
    id
    name
  }
}
    ` as unknown as DocumentNode<SettingsQuery, SettingsQueryVariables>;