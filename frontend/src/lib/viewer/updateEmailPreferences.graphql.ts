import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type UpdateEmailPreferencesMutationVariables = Types.Exact<{
  input: Types.UpdateEmailPreferencesInput;
}>;


export type UpdateEmailPreferencesMutation = { updateEmailPreferences: { status: Types.UpdateEmailPreferencesStatus } };


export const UpdateEmailPreferencesDocument = gql`
    mutation UpdateEmailPreferences($input: UpdateEmailPreferencesInput!) {
  updateEmailPreferences(input: $input) {
    status
  }
}
    ` as unknown as DocumentNode<UpdateEmailPreferencesMutation, UpdateEmailPreferencesMutationVariables>;