import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type JoinFormQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type JoinFormQuery = { sectors: Array<{ id: string, name: string }> };


export const JoinFormDocument = gql`
    query JoinForm {
  sectors {
    id
    name
  }
}
    ` as unknown as DocumentNode<JoinFormQuery, JoinFormQueryVariables>;