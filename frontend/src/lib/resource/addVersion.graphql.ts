import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type AddVersionMutationVariables = Types.Exact<{
  input: Types.AddVersionInput;
}>;


export type AddVersionMutation = { addVersion: { status: Types.AddVersionStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, facts: { version: number } | null } | null } };


export const AddVersionDocument = gql`
    mutation AddVersion($input: AddVersionInput!) {
  addVersion(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      facts {
        ... on ResourceFacts {
          version
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<AddVersionMutation, AddVersionMutationVariables>;