import type * as Types from '#lib/graphql/types.ts';

import type { TypedDocument as DocumentNode } from '../graphql/operation.ts';
import { gql } from '../graphql/operation.ts';
export type SendTestDigestMutationVariables = Types.Exact<{
  input: Types.SendTestDigestInput;
}>;


export type SendTestDigestMutation = { sendTestDigest: { status: Types.SendTestDigestStatus, problems: Array<{ field: string | null, message: string }> } };


export const SendTestDigestDocument = gql`
    mutation SendTestDigest($input: SendTestDigestInput!) {
  sendTestDigest(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    ` as unknown as DocumentNode<SendTestDigestMutation, SendTestDigestMutationVariables>;