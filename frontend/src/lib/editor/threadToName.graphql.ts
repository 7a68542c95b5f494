import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ThreadToNameQueryVariables = Types.Exact<{
  id: Types.Scalars['ID']['input'];
}>;


export type ThreadToNameQuery = { thread: { id: string, title: string } | null };


export const ThreadToNameDocument = gql`
    query ThreadToName($id: ID!) {
  thread(id: $id) {
    id
    title
  }
}
    ` as unknown as DocumentNode<ThreadToNameQuery, ThreadToNameQueryVariables>;