import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type DigestPreviewQueryVariables = Types.Exact<{
  issue: Types.Scalars['ID']['input'];
  member?: Types.InputMaybe<Types.Scalars['ID']['input']>;
}>;


export type DigestPreviewQuery = { desk: { digest: { id: string, preview: { subject: string, text: string, empty: boolean, member: { id: string, name: string, sector: { slug: string, name: string } } } } | null } | null };


export const DigestPreviewDocument = gql`
    query DigestPreview($issue: ID!, $member: ID) {
  desk {
    digest(issue: $issue) {
      id
      preview(member: $member) {
        member {
          id
          name
          sector {
            slug
            name
          }
        }
        subject
        text
        empty
      }
    }
  }
}
    ` as unknown as DocumentNode<DigestPreviewQuery, DigestPreviewQueryVariables>;