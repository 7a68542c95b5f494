import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SimilarThreadsQueryVariables = Types.Exact<{
  title: Types.Scalars['String']['input'];
  besides?: Types.InputMaybe<Types.Scalars['ID']['input']>;
}>;


export type SimilarThreadsQuery = { similarThreads: Array<{ words: Array<string>, thread: { id: string, slug: string, kind: Types.ThreadKind, title: string, locked: boolean, hasSummary: boolean, replyCount: number } }> };


export const SimilarThreadsDocument = gql`
    query SimilarThreads($title: String!, $besides: ID) {
  similarThreads(title: $title, besides: $besides) {
    words
    thread {
      id
      slug
      kind
      title
      locked
      hasSummary
      replyCount
    }
  }
}
    ` as unknown as DocumentNode<SimilarThreadsQuery, SimilarThreadsQueryVariables>;