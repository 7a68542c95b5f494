import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type QueueQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type QueueQuery = { desk: { restores: Array<{ id: string, backupAt: string, restoredAt: string, keptEmails: number }>, digest: { id: string, mayHaveGone: boolean } | null, queue: { counts: Array<{ kind: Types.CaseKind, count: number }>, applicants: { nodes: Array<{ id: string, version: number, name: string, email: string, organisation: string, role: string, why: string, appliedAt: string, sameNameAs: Array<{ id: string, name: string, isCoordinator: boolean }>, sector: { slug: string, name: string }, question: { text: string, askedAt: string, answer: string | null, answeredAt: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, reports: { nodes: Array<{ id: string, reason: Types.ReportReason, note: string, createdAt: string, reporter: { id: string, name: string, isCoordinator: boolean, sector: { slug: string, name: string } }, member: { id: string, name: string, isCoordinator: boolean, sector: { slug: string, name: string } } | null, post: { id: string, body: string, state: Types.PostState, createdAt: string, author: { label: string, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null, thread: { id: string, slug: string, title: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, overdueResources: { nodes: Array<{ id: string, slug: string, title: string, facts: { reviewBy: string, linkBroken: boolean, keeper: { name: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, bounces: { nodes: Array<{ id: string, name: string, isCoordinator: boolean, sector: { slug: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } } | null };


export const QueueDocument = gql`
    query Queue {
  desk {
    restores {
      id
      backupAt
      restoredAt
      keptEmails
    }
    digest {
      id
      mayHaveGone
    }
    queue {
      counts {
        kind
        count
      }
      applicants(first: 20) {
        nodes {
          id
          version
          name
          sameNameAs {
            id
            name
            isCoordinator
          }
          email
          organisation
          role
          sector {
            slug
            name
          }
          why
          question {
            text
            askedAt
            answer
            answeredAt
          }
          appliedAt
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      reports(first: 20) {
        nodes {
          id
          reason
          note
          createdAt
          reporter {
            id
            name
            isCoordinator
            sector {
              slug
              name
            }
          }
          member {
            id
            name
            isCoordinator
            sector {
              slug
              name
            }
          }
          post {
            id
            body
            state
            createdAt
            author {
              label
              isCoordinator
              sector {
                slug
                name
              }
            }
            contentNote {
              labels
              text
            }
            thread {
              id
              slug
              title
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      overdueResources(first: 10) {
        nodes {
          id
          slug
          title
          facts {
            ... on ResourceFacts {
              reviewBy
              linkBroken
              keeper {
                name
              }
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      bounces(first: 20) {
        nodes {
          id
          name
          isCoordinator
          sector {
            slug
            name
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<QueueQuery, QueueQueryVariables>;