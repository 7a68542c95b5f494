import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type TopicChoicesQueryVariables = Types.Exact<{ [key: string]: never; }>;


export type TopicChoicesQuery = { topics: Array<{ id: string, slug: string, name: string, description: string }> };


export const TopicChoicesDocument = gql`
    query TopicChoices {
  topics {
    id
    slug
    name
    description
  }
}
    ` as unknown as DocumentNode<TopicChoicesQuery, TopicChoicesQueryVariables>;