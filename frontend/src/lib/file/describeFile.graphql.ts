import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type DescribeFileMutationVariables = Types.Exact<{
  input: Types.DescribeFileInput;
}>;


export type DescribeFileMutation = { describeFile: { status: Types.DescribeFileStatus, problems: Array<{ field: string | null, message: string }> } };


export const DescribeFileDocument = gql`
    mutation DescribeFile($input: DescribeFileInput!) {
  describeFile(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<DescribeFileMutation, DescribeFileMutationVariables>;