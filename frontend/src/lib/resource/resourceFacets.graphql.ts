import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type ResourceFacetsQueryVariables = Types.Exact<{
  filter?: Types.InputMaybe<Types.ResourceFilter>;
}>;


export type ResourceFacetsQuery = { resourceFacets: Array<{ facet: Types.Facet, value: string, count: number }> };


export const ResourceFacetsDocument = gql`
    query ResourceFacets($filter: ResourceFilter) {
  resourceFacets(filter: $filter) {
    facet
    value
    count
  }
}
    ` as unknown as DocumentNode<ResourceFacetsQuery, ResourceFacetsQueryVariables>;