import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type RenameOrganisationMutationVariables = Types.Exact<{
  input: Types.RenameOrganisationInput;
}>;


export type RenameOrganisationMutation = { renameOrganisation: { status: Types.RenameOrganisationStatus, problems: Array<{ field: string | null, message: string }>, organisation: { id: string, name: string, sameNameIn: Array<{ slug: string, name: string }> | null } | null } };


export const RenameOrganisationDocument = gql`
    mutation RenameOrganisation($input: RenameOrganisationInput!) {
  renameOrganisation(input: $input) {
    status
    problems {
      field
      message
    }
    organisation {
      id
      name
      sameNameIn {
        slug
        name
      }
    }
  }
}
    ` as unknown as DocumentNode<RenameOrganisationMutation, RenameOrganisationMutationVariables>;