import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ReviseResourceMutationVariables = Types.Exact<{
  input: Types.ReviseResourceInput;
}>;


export type ReviseResourceMutation = { reviseResource: { status: Types.ReviseResourceStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, slug: string, facts: { address: string | null, format: Types.ResourceFormat, audiences: Array<Types.Audience>, maker: string, made: string, agesFrom: number | null, agesTo: number | null, minutes: number | null, licence: string, cost: string, language: string, accessibleFormats: string, appliesTo: string, reviewBy: string, version: number } | null } | null } };


export const ReviseResourceDocument = gql`
    mutation ReviseResource($input: ReviseResourceInput!) {
  reviseResource(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      slug
      facts {
        ... on ResourceFacts {
          address
          format
          audiences
          maker
          made
          agesFrom
          agesTo
          minutes
          licence
          cost
          language
          accessibleFormats
          appliesTo
          reviewBy
          version
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<ReviseResourceMutation, ReviseResourceMutationVariables>;