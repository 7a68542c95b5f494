import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type UpdateProfileMutationVariables = Types.Exact<{
  input: Types.UpdateProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { status: Types.UpdateProfileStatus, problems: Array<{ field: string | null, message: string }>, viewer: { version: number } | null } };


export const UpdateProfileDocument = gql`
    mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    status
    problems {
      field
      message
    }
    viewer {
      version
    }
  }
}
    ` as unknown as DocumentNode<UpdateProfileMutation, UpdateProfileMutationVariables>;