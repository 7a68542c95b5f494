import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ReviseCollectionMutationVariables = Types.Exact<{
  input: Types.ReviseCollectionInput;
}>;


export type ReviseCollectionMutation = { reviseCollection: { status: Types.ReviseCollectionStatus, problems: Array<{ field: string | null, message: string }>, collection: { title: string, intro: string, version: number, entries: Array<{ heading: string, words: string, resource: { id: string, title: string } }> } | null } };


export const ReviseCollectionDocument = gql`
    mutation ReviseCollection($input: ReviseCollectionInput!) {
  reviseCollection(input: $input) {
    status
    problems {
      field
      message
    }
    collection {
      title
      intro
      version
      entries {
        heading
        words
        resource {
          id
          title
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<ReviseCollectionMutation, ReviseCollectionMutationVariables>;