import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type EditPostMutationVariables = Types.Exact<{
  input: Types.EditPostInput;
}>;


export type EditPostMutation = { editPost: { status: Types.EditPostStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, state: Types.PostState, version: number, editedAt: string | null, files: Array<{ id: string, name: string, kind: Types.FileKind, bytes: number, alternative: string | null, width: number | null, height: number | null, url: string, state: Types.FileState }>, contentNote: { labels: Array<string>, text: string | null } | null, thread: { id: string, slug: string, title: string, topics: Array<{ id: string, slug: string, name: string }> } } | null } };


export const EditPostDocument = gql`
    mutation EditPost($input: EditPostInput!) {
  editPost(input: $input) {
    status
    problems {
      field
      message
    }
    post {
      id
      body
      state
      version
      editedAt
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
      contentNote {
        labels
        text
      }
      thread {
        id
        slug
        title
        topics {
          id
          slug
          name
        }
      }
    }
  }
}
    ` as unknown as DocumentNode<EditPostMutation, EditPostMutationVariables>;