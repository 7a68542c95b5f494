import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type DigestQueryVariables = Types.Exact<{
  issue?: Types.InputMaybe<Types.Scalars['ID']['input']>;
}>;


export type DigestQuery = { desk: { digest: { id: string, state: Types.DigestState, from: string, cutOffAt: string, sendAt: string, heldReason: string | null, mayHaveGone: boolean, counts: { queued: number, sent: number, unconfirmed: number, bounced: number, failed: number, skipped: number } } | null, digestIssues: Array<{ id: string, state: Types.DigestState, sendAt: string, counts: { queued: number, sent: number, bounced: number, failed: number, skipped: number } }> } | null };


export const DigestDocument = gql`
    query Digest($issue: ID) {
  desk {
    digest(issue: $issue) {
      id
      state
      from
      cutOffAt
      sendAt
      heldReason
      mayHaveGone
      counts {
        queued
        sent
        unconfirmed
        bounced
        failed
        skipped
      }
    }
    digestIssues(first: 8) {
      id
      state
      sendAt
      counts {
        queued
        sent
        bounced
        failed
        skipped
      }
    }
  }
}
    ` as unknown as DocumentNode<DigestQuery, DigestQueryVariables>;