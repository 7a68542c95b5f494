import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  Date: { input: string; output: string; }
  DateTime: { input: string; output: string; }
  HTML: { input: string; output: string; }
  Markdown: { input: string; output: string; }
};

export type AcceptAnswerInput = {
  answer?: InputMaybe<Scalars['ID']['input']>;
  thread: Scalars['ID']['input'];
};

export type AcceptAnswerStatus =
  | 'NOT_AN_ANSWER'
  | 'NOT_ASKER'
  | 'NOT_A_QUESTION'
  | 'NOT_FOUND'
  | 'SAVED';

export type ApplyForMembershipInput = {
  acceptsRules: Scalars['Boolean']['input'];
  email: Scalars['String']['input'];
  name: Scalars['String']['input'];
  organisation: Scalars['String']['input'];
  role: Scalars['String']['input'];
  sector: Scalars['ID']['input'];
  why: Scalars['String']['input'];
};

export type ApplyForMembershipStatus =
  | 'INVALID'
  | 'RECEIVED'
  | 'TOO_MANY';

export type ApproveMemberInput = {
  member: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type AuditFilter = {
  act?: InputMaybe<Scalars['String']['input']>;
  member?: InputMaybe<Scalars['ID']['input']>;
};

export type CompleteSignInInput = {
  code?: InputMaybe<Scalars['String']['input']>;
  email?: InputMaybe<Scalars['String']['input']>;
  sharedComputer?: InputMaybe<Scalars['Boolean']['input']>;
  token?: InputMaybe<Scalars['String']['input']>;
};

export type CompleteSignInStatus =
  | 'EXPIRED'
  | 'INVALID'
  | 'SIGNED_IN'
  | 'TOO_MANY'
  | 'WRONG';

export type ConfirmAddressInput = {
  token: Scalars['String']['input'];
};

export type ConfirmAddressStatus =
  | 'CONFIRMED'
  | 'EXPIRED';

export type DecideMemberStatus =
  | 'ALREADY_DECIDED'
  | 'DONE'
  | 'INVALID'
  | 'NOT_FOUND';

export type DeclineMemberInput = {
  member: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type DigestFrequency =
  | 'OFF'
  | 'WEEKLY';

export type DigestState =
  | 'COLLECTING'
  | 'HELD'
  | 'MISSED'
  | 'READY'
  | 'SENDING'
  | 'SENT';

export type EditPostInput = {
  body: Scalars['Markdown']['input'];
  expectedVersion: Scalars['Int']['input'];
  post: Scalars['ID']['input'];
  title?: InputMaybe<Scalars['String']['input']>;
  topics?: InputMaybe<Array<Scalars['ID']['input']>>;
};

export type EditPostStatus =
  | 'CHANGED_ELSEWHERE'
  | 'INVALID'
  | 'LOCKED'
  | 'NOT_FOUND'
  | 'NOT_YOURS'
  | 'SAVED';

export type EndSessionInput = {
  session: Scalars['ID']['input'];
};

export type EndSessionStatus =
  | 'ENDED'
  | 'NOT_FOUND';

export type FollowInput = {
  on: Scalars['Boolean']['input'];
  subject: Scalars['ID']['input'];
};

export type FollowStatus =
  | 'NOT_FOUND'
  | 'SAVED';

export type HidePostInput = {
  post: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type HidePostStatus =
  | 'ALREADY_HIDDEN'
  | 'HIDDEN'
  | 'INVALID'
  | 'NOT_FOUND';

export type HoldDigestInput = {
  issue: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type HoldDigestStatus =
  | 'HELD'
  | 'INVALID'
  | 'NOT_FOUND'
  | 'TOO_LATE';

export type LockThreadInput = {
  reason: Scalars['String']['input'];
  thread: Scalars['ID']['input'];
};

export type LockThreadStatus =
  | 'ALREADY_LOCKED'
  | 'INVALID'
  | 'LOCKED'
  | 'NOT_FOUND';

export type MarkNotificationsReadInput = {
  notifications?: InputMaybe<Array<Scalars['ID']['input']>>;
};

export type MarkNotificationsReadStatus =
  | 'SAVED';

export type MarkThreadReadInput = {
  thread: Scalars['ID']['input'];
};

export type MarkThreadReadStatus =
  | 'NOT_FOUND'
  | 'SAVED';

export type MemberFilter = {
  name?: InputMaybe<Scalars['String']['input']>;
  sector?: InputMaybe<Scalars['ID']['input']>;
  state?: InputMaybe<MemberState>;
};

export type MemberState =
  | 'ACTIVE'
  | 'APPLICANT'
  | 'DECLINED'
  | 'LEFT'
  | 'SUSPENDED';

export type NotificationKind =
  | 'APPLICATION_APPROVED'
  | 'FOLLOWED_REPLY'
  | 'HELPED'
  | 'POST_HIDDEN'
  | 'POST_RESTORED'
  | 'REPLY'
  | 'REPORT_RESOLVED'
  | 'THREAD_LOCKED';

export type PostState =
  | 'HELD'
  | 'HIDDEN'
  | 'VISIBLE'
  | 'WITHDRAWN';

export type ReactInput = {
  on: Scalars['Boolean']['input'];
  post: Scalars['ID']['input'];
  reaction: Reaction;
};

export type ReactStatus =
  | 'NOT_FOUND'
  | 'OWN_POST'
  | 'SAVED';

export type Reaction =
  | 'THANKS'
  | 'USEFUL';

export type ReinstateMemberInput = {
  member: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type ReleaseDigestInput = {
  issue: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type ReleaseDigestStatus =
  | 'INVALID'
  | 'NOT_FOUND'
  | 'NOT_HELD'
  | 'RELEASED';

export type ReplyInput = {
  body: Scalars['Markdown']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  thread: Scalars['ID']['input'];
};

export type ReplyStatus =
  | 'INVALID'
  | 'LOCKED'
  | 'NOT_FOUND'
  | 'POSTED';

export type ReportInput = {
  note: Scalars['String']['input'];
  reason: ReportReason;
  subject: Scalars['ID']['input'];
};

export type ReportOutcome =
  | 'ACTED'
  | 'NO_ACTION';

export type ReportReason =
  | 'IDENTIFIES_SOMEONE'
  | 'METHOD_DETAIL'
  | 'OTHER'
  | 'UNKIND'
  | 'WRONG_OR_UNSAFE';

export type ReportStatus =
  | 'ALREADY_REPORTED'
  | 'INVALID'
  | 'NOT_FOUND'
  | 'RECEIVED';

export type RequestSignInInput = {
  email: Scalars['String']['input'];
  sharedComputer?: InputMaybe<Scalars['Boolean']['input']>;
};

export type RequestSignInStatus =
  | 'INVALID'
  | 'SENT'
  | 'TOO_MANY';

export type ResolveReportInput = {
  outcome: ReportOutcome;
  reason: Scalars['String']['input'];
  report: Scalars['ID']['input'];
};

export type ResolveReportStatus =
  | 'ALREADY_RESOLVED'
  | 'INVALID'
  | 'NOT_FOUND'
  | 'RESOLVED';

export type RestorePostInput = {
  post: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type RestorePostStatus =
  | 'INVALID'
  | 'NOT_FOUND'
  | 'NOT_HIDDEN'
  | 'RESTORED';

export type SendTestDigestInput = {
  issue: Scalars['ID']['input'];
  member?: InputMaybe<Scalars['ID']['input']>;
  reason: Scalars['String']['input'];
};

export type SendTestDigestStatus =
  | 'INVALID'
  | 'NOT_FOUND'
  | 'SENT';

export type SignOutStatus =
  | 'SIGNED_OUT';

export type StartThreadInput = {
  body: Scalars['Markdown']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  kind: ThreadKind;
  title: Scalars['String']['input'];
  topics: Array<Scalars['ID']['input']>;
};

export type StartThreadStatus =
  | 'INVALID'
  | 'POSTED';

export type SuspendMemberInput = {
  member: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};

export type ThreadFilter = {
  author?: InputMaybe<Scalars['ID']['input']>;
  following?: InputMaybe<Scalars['Boolean']['input']>;
  kind?: InputMaybe<ThreadKind>;
  sector?: InputMaybe<Scalars['ID']['input']>;
  topic?: InputMaybe<Scalars['ID']['input']>;
  unanswered?: InputMaybe<Scalars['Boolean']['input']>;
};

export type ThreadKind =
  | 'CALL'
  | 'DISCUSSION'
  | 'PRACTICE'
  | 'QUESTION';

export type ThreadOrder =
  | 'LATEST_ACTIVITY'
  | 'NEWEST'
  | 'UNANSWERED_FIRST';

export type UnlockThreadInput = {
  reason: Scalars['String']['input'];
  thread: Scalars['ID']['input'];
};

export type UnlockThreadStatus =
  | 'INVALID'
  | 'NOT_FOUND'
  | 'NOT_LOCKED'
  | 'UNLOCKED';

export type UpdateEmailPreferencesInput = {
  digest?: InputMaybe<DigestFrequency>;
  helped?: InputMaybe<Scalars['Boolean']['input']>;
  replies?: InputMaybe<Scalars['Boolean']['input']>;
};

export type UpdateEmailPreferencesStatus =
  | 'SAVED';

export type UpdateProfileInput = {
  expectedVersion: Scalars['Int']['input'];
  expertise: Array<Scalars['ID']['input']>;
  name: Scalars['String']['input'];
  organisation: Scalars['String']['input'];
  role: Scalars['String']['input'];
  sector: Scalars['ID']['input'];
};

export type UpdateProfileStatus =
  | 'CHANGED_ELSEWHERE'
  | 'INVALID'
  | 'SAVED';

export type WithdrawPostInput = {
  expectedVersion: Scalars['Int']['input'];
  post: Scalars['ID']['input'];
};

export type WithdrawPostStatus =
  | 'CHANGED_ELSEWHERE'
  | 'NOT_FOUND'
  | 'NOT_YOURS'
  | 'WITHDRAWN';

export type ApplyForMembershipMutationVariables = Exact<{
  input: ApplyForMembershipInput;
}>;


export type ApplyForMembershipMutation = { applyForMembership: { status: ApplyForMembershipStatus, problems: Array<{ field: string | null, message: string }> } };

export type ConfirmAddressMutationVariables = Exact<{
  input: ConfirmAddressInput;
}>;


export type ConfirmAddressMutation = { confirmAddress: { status: ConfirmAddressStatus, viewer: { state: MemberState } | null } };

export type JoinFormQueryVariables = Exact<{ [key: string]: never; }>;


export type JoinFormQuery = { sectors: Array<{ id: string, name: string }> };

export type MyRequestQueryVariables = Exact<{ [key: string]: never; }>;


export type MyRequestQuery = { viewer: { state: MemberState, email: string, application: { state: MemberState, appliedAt: string, addressConfirmed: boolean, decidedAt: string | null, reason: string | null } | null } | null };

export type CompleteSignInMutationVariables = Exact<{
  input: CompleteSignInInput;
}>;


export type CompleteSignInMutation = { completeSignIn: { status: CompleteSignInStatus, problems: Array<{ field: string | null, message: string }>, viewer: { state: MemberState } | null } };

export type EndSessionMutationVariables = Exact<{
  input: EndSessionInput;
}>;


export type EndSessionMutation = { endSession: { status: EndSessionStatus } };

export type RequestSignInMutationVariables = Exact<{
  input: RequestSignInInput;
}>;


export type RequestSignInMutation = { requestSignIn: { status: RequestSignInStatus, problems: Array<{ field: string | null, message: string }> } };

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { viewer: { email: string, version: number, member: { id: string, name: string, role: string | null, organisation: { name: string } | null, sector: { id: string }, expertise: Array<{ id: string }> }, emailPreferences: { digest: DigestFrequency, replies: boolean, helped: boolean, suspendedAfterBounce: boolean }, sessions: Array<{ id: string, startedAt: string, lastUsedAt: string, expiresAt: string, device: string, shared: boolean, current: boolean }> } | null, sectors: Array<{ id: string, name: string }>, topics: Array<{ id: string, name: string }> };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { status: SignOutStatus } };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { signOutEverywhere: { status: SignOutStatus } };

export type UpdateEmailPreferencesMutationVariables = Exact<{
  input: UpdateEmailPreferencesInput;
}>;


export type UpdateEmailPreferencesMutation = { updateEmailPreferences: { status: UpdateEmailPreferencesStatus } };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { status: UpdateProfileStatus, problems: Array<{ field: string | null, message: string }>, viewer: { version: number } | null } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { state: MemberState, isCoordinator: boolean, unreadCount: number, member: { id: string, name: string, sector: { id: string, slug: string, name: string } } } | null, community: { name: string, limits: { title: number, body: number, name: number, role: number, organisation: number, why: number, reason: number, topicsPerThread: number } }, coordination: { queue: { applicantCount: number, reportCount: number, bounceCount: number, failedJobCount: number } } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const ApplyForMembershipDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ApplyForMembership($input: ApplyForMembershipInput!) {
  applyForMembership(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ApplyForMembershipMutation, ApplyForMembershipMutationVariables>;
export const ConfirmAddressDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ConfirmAddress($input: ConfirmAddressInput!) {
  confirmAddress(input: $input) {
    status
    viewer {
      state
    }
  }
}
    `) as unknown as TypedDocumentString<ConfirmAddressMutation, ConfirmAddressMutationVariables>;
export const JoinFormDocument = /*#__PURE__*/ new TypedDocumentString(`
    query JoinForm {
  sectors {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<JoinFormQuery, JoinFormQueryVariables>;
export const MyRequestDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MyRequest {
  viewer {
    state
    email
    application {
      state
      appliedAt
      addressConfirmed
      decidedAt
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<MyRequestQuery, MyRequestQueryVariables>;
export const CompleteSignInDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CompleteSignIn($input: CompleteSignInInput!) {
  completeSignIn(input: $input) {
    status
    problems {
      field
      message
    }
    viewer {
      state
    }
  }
}
    `) as unknown as TypedDocumentString<CompleteSignInMutation, CompleteSignInMutationVariables>;
export const EndSessionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation EndSession($input: EndSessionInput!) {
  endSession(input: $input) {
    status
  }
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const RequestSignInDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RequestSignIn($input: RequestSignInInput!) {
  requestSignIn(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RequestSignInMutation, RequestSignInMutationVariables>;
export const SettingsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Settings {
  viewer {
    email
    version
    member {
      id
      name
      role
      organisation {
        name
      }
      sector {
        id
      }
      expertise {
        id
      }
    }
    emailPreferences {
      digest
      replies
      helped
      suspendedAfterBounce
    }
    sessions {
      id
      startedAt
      lastUsedAt
      expiresAt
      device
      shared
      current
    }
  }
  sectors {
    id
    name
  }
  topics {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<SettingsQuery, SettingsQueryVariables>;
export const SignOutDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SignOut {
  signOut {
    status
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const SignOutEverywhereDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SignOutEverywhere {
  signOutEverywhere {
    status
  }
}
    `) as unknown as TypedDocumentString<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const UpdateEmailPreferencesDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateEmailPreferences($input: UpdateEmailPreferencesInput!) {
  updateEmailPreferences(input: $input) {
    status
  }
}
    `) as unknown as TypedDocumentString<UpdateEmailPreferencesMutation, UpdateEmailPreferencesMutationVariables>;
export const UpdateProfileDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    status
    problems {
      field
      message
    }
    viewer {
      version
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateProfileMutation, UpdateProfileMutationVariables>;
export const ViewerDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Viewer {
  viewer {
    member {
      id
      name
      sector {
        id
        slug
        name
      }
    }
    state
    isCoordinator
    unreadCount
  }
  community {
    name
    limits {
      title
      body
      name
      role
      organisation
      why
      reason
      topicsPerThread
    }
  }
  coordination {
    queue {
      applicantCount
      reportCount
      bounceCount
      failedJobCount
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;