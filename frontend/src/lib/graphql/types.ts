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

export type ApproveMemberMutationVariables = Exact<{
  input: ApproveMemberInput;
}>;


export type ApproveMemberMutation = { approveMember: { status: DecideMemberStatus, problems: Array<{ field: string | null, message: string }>, queue: { applicantCount: number, reportCount: number, bounceCount: number, failedJobCount: number } | null } };

export type AuditQueryVariables = Exact<{
  filter?: InputMaybe<AuditFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type AuditQuery = { coordination: { audit: { nodes: Array<{ id: string, at: string, act: string, subject: string, subjectLabel: string, reason: string, actor: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DeclineMemberMutationVariables = Exact<{
  input: DeclineMemberInput;
}>;


export type DeclineMemberMutation = { declineMember: { status: DecideMemberStatus, problems: Array<{ field: string | null, message: string }>, queue: { applicantCount: number, reportCount: number, bounceCount: number, failedJobCount: number } | null } };

export type DigestQueryVariables = Exact<{
  issue?: InputMaybe<Scalars['ID']['input']>;
}>;


export type DigestQuery = { coordination: { digest: { id: string, state: DigestState, from: string, cutOffAt: string, sendAt: string, heldReason: string | null, counts: { queued: number, sent: number, bounced: number, failed: number, skipped: number } } | null, digestIssues: Array<{ id: string, state: DigestState, sendAt: string, counts: { queued: number, sent: number, bounced: number, failed: number, skipped: number } }> } | null };

export type DigestPreviewQueryVariables = Exact<{
  issue: Scalars['ID']['input'];
  member?: InputMaybe<Scalars['ID']['input']>;
}>;


export type DigestPreviewQuery = { coordination: { digest: { id: string, preview: { subject: string, text: string, empty: boolean, member: { id: string, name: string, sector: { slug: string, name: string } } } } | null } | null };

export type HoldDigestMutationVariables = Exact<{
  input: HoldDigestInput;
}>;


export type HoldDigestMutation = { holdDigest: { status: HoldDigestStatus, problems: Array<{ field: string | null, message: string }>, digest: { id: string, state: DigestState, heldReason: string | null } | null } };

export type MembersByNameQueryVariables = Exact<{
  name: Scalars['String']['input'];
}>;


export type MembersByNameQuery = { members: { nodes: Array<{ id: string, name: string, sector: { slug: string, name: string } }>, pageInfo: { hasNextPage: boolean } } };

export type QueueQueryVariables = Exact<{
  afterApplicant?: InputMaybe<Scalars['String']['input']>;
  afterReport?: InputMaybe<Scalars['String']['input']>;
}>;


export type QueueQuery = { coordination: { queue: { applicantCount: number, reportCount: number, bounceCount: number, failedJobCount: number, applicants: { nodes: Array<{ id: string, name: string, email: string, organisation: string, role: string, why: string, appliedAt: string, sector: { slug: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, reports: { nodes: Array<{ id: string, reason: ReportReason, note: string, createdAt: string, reporter: { id: string, name: string, sector: { slug: string, name: string } }, member: { id: string, name: string, sector: { slug: string, name: string } } | null, post: { id: string, body: string, state: PostState, createdAt: string, author: { label: string, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null, thread: { id: string, slug: string, title: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, bounces: { nodes: Array<{ id: string, name: string, sector: { slug: string, name: string } }> } } } | null };

export type ReleaseDigestMutationVariables = Exact<{
  input: ReleaseDigestInput;
}>;


export type ReleaseDigestMutation = { releaseDigest: { status: ReleaseDigestStatus, problems: Array<{ field: string | null, message: string }>, digest: { id: string, state: DigestState, heldReason: string | null } | null } };

export type ResolveReportMutationVariables = Exact<{
  input: ResolveReportInput;
}>;


export type ResolveReportMutation = { resolveReport: { status: ResolveReportStatus, problems: Array<{ field: string | null, message: string }>, queue: { applicantCount: number, reportCount: number, bounceCount: number, failedJobCount: number } | null } };

export type SendTestDigestMutationVariables = Exact<{
  input: SendTestDigestInput;
}>;


export type SendTestDigestMutation = { sendTestDigest: { status: SendTestDigestStatus, problems: Array<{ field: string | null, message: string }> } };

export type MarkNotificationsReadMutationVariables = Exact<{
  input: MarkNotificationsReadInput;
}>;


export type MarkNotificationsReadMutation = { markNotificationsRead: { status: MarkNotificationsReadStatus, unreadCount: number, problems: Array<{ field: string | null, message: string }> } };

export type NotificationsQueryVariables = Exact<{
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type NotificationsQuery = { viewer: { unreadCount: number, notifications: { nodes: Array<{ id: string, kind: NotificationKind, createdAt: string, read: boolean, reason: string | null, thread: { id: string, slug: string, title: string } | null, post: { id: string } | null, actor: { label: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type EditPostMutationVariables = Exact<{
  input: EditPostInput;
}>;


export type EditPostMutation = { editPost: { status: EditPostStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, source: string | null, state: PostState, version: number, editedAt: string | null, contentNote: { labels: Array<string>, text: string | null } | null, thread: { id: string, slug: string, title: string, topics: Array<{ id: string, slug: string, name: string }> } } | null } };

export type HidePostMutationVariables = Exact<{
  input: HidePostInput;
}>;


export type HidePostMutation = { hidePost: { status: HidePostStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, state: PostState, version: number } | null } };

export type PostRevisionsQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type PostRevisionsQuery = { node: { id: string, revisions: Array<{ version: number, source: string, editedAt: string }> } | {} | null };

export type PostSourceQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type PostSourceQuery = { node: { id: string, source: string | null, version: number } | {} | null };

export type ReactMutationVariables = Exact<{
  input: ReactInput;
}>;


export type ReactMutation = { react: { status: ReactStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, viewerReactions: Array<Reaction>, reactions: Array<{ reaction: Reaction, count: number }> } | null } };

export type ReportMutationVariables = Exact<{
  input: ReportInput;
}>;


export type ReportMutation = { report: { status: ReportStatus, problems: Array<{ field: string | null, message: string }> } };

export type RestorePostMutationVariables = Exact<{
  input: RestorePostInput;
}>;


export type RestorePostMutation = { restorePost: { status: RestorePostStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, state: PostState, version: number } | null } };

export type WithdrawPostMutationVariables = Exact<{
  input: WithdrawPostInput;
}>;


export type WithdrawPostMutation = { withdrawPost: { status: WithdrawPostStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, state: PostState, version: number, thread: { id: string, title: string } } | null } };

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

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { status: SignOutStatus } };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { signOutEverywhere: { status: SignOutStatus } };

export type AcceptAnswerMutationVariables = Exact<{
  input: AcceptAnswerInput;
}>;


export type AcceptAnswerMutation = { acceptAnswer: { status: AcceptAnswerStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, acceptedAnswer: { id: string } | null } | null } };

export type FollowMutationVariables = Exact<{
  input: FollowInput;
}>;


export type FollowMutation = { follow: { status: FollowStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, viewerFollows: boolean } | null, topic: { id: string, viewerFollows: boolean } | null } };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { viewer: { home: { newSince: string, mightHelp: Array<{ id: string, slug: string, kind: ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, locked: boolean, author: { label: string, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null }>, answersForYou: Array<{ id: string, slug: string, kind: ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, locked: boolean, author: { label: string, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null }>, newThreads: Array<{ id: string, slug: string, kind: ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, locked: boolean, author: { label: string, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null }> } } | null };

export type HomeRowFragment = { id: string, slug: string, kind: ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, locked: boolean, author: { label: string, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null };

export type LockThreadMutationVariables = Exact<{
  input: LockThreadInput;
}>;


export type LockThreadMutation = { lockThread: { status: LockThreadStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, locked: boolean } | null } };

export type MarkThreadReadMutationVariables = Exact<{
  input: MarkThreadReadInput;
}>;


export type MarkThreadReadMutation = { markThreadRead: { status: MarkThreadReadStatus } };

export type MoreRepliesQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type MoreRepliesQuery = { thread: { id: string, replies: { nodes: Array<{ id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, isOpening: boolean, author: { label: string, sector: { slug: string, name: string } | null, member: { id: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type MoreRepliesPostFragment = { id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, isOpening: boolean, author: { label: string, sector: { slug: string, name: string } | null, member: { id: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null };

export type ReplyMutationVariables = Exact<{
  input: ReplyInput;
}>;


export type ReplyMutation = { reply: { status: ReplyStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, isOpening: boolean, author: { label: string, sector: { slug: string, name: string } | null, member: { id: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null } | null, thread: { id: string, replyCount: number, viewerFollows: boolean, locked: boolean } | null } };

export type RepliedPostFragment = { id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, isOpening: boolean, author: { label: string, sector: { slug: string, name: string } | null, member: { id: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null };

export type StartThreadMutationVariables = Exact<{
  input: StartThreadInput;
}>;


export type StartThreadMutation = { startThread: { status: StartThreadStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, slug: string } | null } };

export type ThreadQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type ThreadQuery = { thread: { id: string, slug: string, kind: ThreadKind, title: string, locked: boolean, replyCount: number, viewerFollows: boolean, viewerCanAccept: boolean, topics: Array<{ id: string, slug: string, name: string }>, opening: { id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, isOpening: boolean, author: { label: string, sector: { slug: string, name: string } | null, member: { id: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null }, acceptedAnswer: { id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, isOpening: boolean, author: { label: string, sector: { slug: string, name: string } | null, member: { id: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null } | null, replies: { nodes: Array<{ id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, isOpening: boolean, author: { label: string, sector: { slug: string, name: string } | null, member: { id: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ThreadPostFragment = { id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, isOpening: boolean, author: { label: string, sector: { slug: string, name: string } | null, member: { id: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null };

export type ThreadFiltersQueryVariables = Exact<{ [key: string]: never; }>;


export type ThreadFiltersQuery = { topics: Array<{ id: string, slug: string, name: string, description: string, viewerFollows: boolean }>, sectors: Array<{ id: string, slug: string, name: string }> };

export type ThreadsQueryVariables = Exact<{
  filter?: InputMaybe<ThreadFilter>;
  order: ThreadOrder;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ThreadsQuery = { threads: { nodes: Array<{ id: string, slug: string, kind: ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, locked: boolean, author: { label: string, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ThreadsRowFragment = { id: string, slug: string, kind: ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, locked: boolean, author: { label: string, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null };

export type TopicChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type TopicChoicesQuery = { topics: Array<{ id: string, slug: string, name: string, description: string }> };

export type UnlockThreadMutationVariables = Exact<{
  input: UnlockThreadInput;
}>;


export type UnlockThreadMutation = { unlockThread: { status: UnlockThreadStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, locked: boolean } | null } };

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { viewer: { email: string, version: number, member: { id: string, name: string, role: string | null, organisation: { name: string } | null, sector: { id: string }, expertise: Array<{ id: string }> }, emailPreferences: { digest: DigestFrequency, replies: boolean, helped: boolean, suspendedAfterBounce: boolean }, sessions: Array<{ id: string, startedAt: string, lastUsedAt: string, expiresAt: string, device: string, shared: boolean, current: boolean }> } | null, sectors: Array<{ id: string, name: string }>, topics: Array<{ id: string, name: string }> };

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
export const HomeRowFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment HomeRow on Thread {
  id
  slug
  kind
  title
  author {
    label
    sector {
      slug
      name
    }
  }
  excerpt
  contentNote {
    labels
    text
  }
  createdAt
  lastActivityAt
  replyCount
  locked
}
    `, {"fragmentName":"HomeRow"}) as unknown as TypedDocumentString<HomeRowFragment, unknown>;
export const MoreRepliesPostFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment MoreRepliesPost on Post {
  id
  author {
    label
    sector {
      slug
      name
    }
    member {
      id
    }
  }
  body
  state
  version
  createdAt
  editedAt
  reactions {
    reaction
    count
  }
  viewerReactions
  viewerIsAuthor
  contentNote {
    labels
    text
  }
  isOpening
}
    `, {"fragmentName":"MoreRepliesPost"}) as unknown as TypedDocumentString<MoreRepliesPostFragment, unknown>;
export const RepliedPostFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment RepliedPost on Post {
  id
  author {
    label
    sector {
      slug
      name
    }
    member {
      id
    }
  }
  body
  state
  version
  createdAt
  editedAt
  reactions {
    reaction
    count
  }
  viewerReactions
  viewerIsAuthor
  contentNote {
    labels
    text
  }
  isOpening
}
    `, {"fragmentName":"RepliedPost"}) as unknown as TypedDocumentString<RepliedPostFragment, unknown>;
export const ThreadPostFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ThreadPost on Post {
  id
  author {
    label
    sector {
      slug
      name
    }
    member {
      id
    }
  }
  body
  state
  version
  createdAt
  editedAt
  reactions {
    reaction
    count
  }
  viewerReactions
  viewerIsAuthor
  contentNote {
    labels
    text
  }
  isOpening
}
    `, {"fragmentName":"ThreadPost"}) as unknown as TypedDocumentString<ThreadPostFragment, unknown>;
export const ThreadsRowFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ThreadsRow on Thread {
  id
  slug
  kind
  title
  author {
    label
    sector {
      slug
      name
    }
  }
  excerpt
  contentNote {
    labels
    text
  }
  createdAt
  lastActivityAt
  replyCount
  locked
}
    `, {"fragmentName":"ThreadsRow"}) as unknown as TypedDocumentString<ThreadsRowFragment, unknown>;
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
export const ApproveMemberDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ApproveMember($input: ApproveMemberInput!) {
  approveMember(input: $input) {
    status
    problems {
      field
      message
    }
    queue {
      applicantCount
      reportCount
      bounceCount
      failedJobCount
    }
  }
}
    `) as unknown as TypedDocumentString<ApproveMemberMutation, ApproveMemberMutationVariables>;
export const AuditDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Audit($filter: AuditFilter, $after: String) {
  coordination {
    audit(filter: $filter, first: 30, after: $after) {
      nodes {
        id
        at
        actor {
          id
          name
        }
        act
        subject
        subjectLabel
        reason
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AuditQuery, AuditQueryVariables>;
export const DeclineMemberDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeclineMember($input: DeclineMemberInput!) {
  declineMember(input: $input) {
    status
    problems {
      field
      message
    }
    queue {
      applicantCount
      reportCount
      bounceCount
      failedJobCount
    }
  }
}
    `) as unknown as TypedDocumentString<DeclineMemberMutation, DeclineMemberMutationVariables>;
export const DigestDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Digest($issue: ID) {
  coordination {
    digest(issue: $issue) {
      id
      state
      from
      cutOffAt
      sendAt
      heldReason
      counts {
        queued
        sent
        bounced
        failed
        skipped
      }
    }
    digestIssues(first: 8) {
      id
      state
      sendAt
      counts {
        queued
        sent
        bounced
        failed
        skipped
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DigestQuery, DigestQueryVariables>;
export const DigestPreviewDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DigestPreview($issue: ID!, $member: ID) {
  coordination {
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
    `) as unknown as TypedDocumentString<DigestPreviewQuery, DigestPreviewQueryVariables>;
export const HoldDigestDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation HoldDigest($input: HoldDigestInput!) {
  holdDigest(input: $input) {
    status
    problems {
      field
      message
    }
    digest {
      id
      state
      heldReason
    }
  }
}
    `) as unknown as TypedDocumentString<HoldDigestMutation, HoldDigestMutationVariables>;
export const MembersByNameDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MembersByName($name: String!) {
  members(filter: {name: $name}, first: 8) {
    nodes {
      id
      name
      sector {
        slug
        name
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}
    `) as unknown as TypedDocumentString<MembersByNameQuery, MembersByNameQueryVariables>;
export const QueueDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Queue($afterApplicant: String, $afterReport: String) {
  coordination {
    queue {
      applicantCount
      reportCount
      bounceCount
      failedJobCount
      applicants(first: 20, after: $afterApplicant) {
        nodes {
          id
          name
          email
          organisation
          role
          sector {
            slug
            name
          }
          why
          appliedAt
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      reports(first: 20, after: $afterReport) {
        nodes {
          id
          reason
          note
          createdAt
          reporter {
            id
            name
            sector {
              slug
              name
            }
          }
          member {
            id
            name
            sector {
              slug
              name
            }
          }
          post {
            id
            body
            state
            createdAt
            author {
              label
              sector {
                slug
                name
              }
            }
            contentNote {
              labels
              text
            }
            thread {
              id
              slug
              title
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      bounces(first: 20) {
        nodes {
          id
          name
          sector {
            slug
            name
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<QueueQuery, QueueQueryVariables>;
export const ReleaseDigestDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ReleaseDigest($input: ReleaseDigestInput!) {
  releaseDigest(input: $input) {
    status
    problems {
      field
      message
    }
    digest {
      id
      state
      heldReason
    }
  }
}
    `) as unknown as TypedDocumentString<ReleaseDigestMutation, ReleaseDigestMutationVariables>;
export const ResolveReportDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResolveReport($input: ResolveReportInput!) {
  resolveReport(input: $input) {
    status
    problems {
      field
      message
    }
    queue {
      applicantCount
      reportCount
      bounceCount
      failedJobCount
    }
  }
}
    `) as unknown as TypedDocumentString<ResolveReportMutation, ResolveReportMutationVariables>;
export const SendTestDigestDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SendTestDigest($input: SendTestDigestInput!) {
  sendTestDigest(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SendTestDigestMutation, SendTestDigestMutationVariables>;
export const MarkNotificationsReadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation MarkNotificationsRead($input: MarkNotificationsReadInput!) {
  markNotificationsRead(input: $input) {
    status
    problems {
      field
      message
    }
    unreadCount
  }
}
    `) as unknown as TypedDocumentString<MarkNotificationsReadMutation, MarkNotificationsReadMutationVariables>;
export const NotificationsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Notifications($after: String) {
  viewer {
    unreadCount
    notifications(first: 20, after: $after) {
      nodes {
        id
        kind
        createdAt
        read
        thread {
          id
          slug
          title
        }
        post {
          id
        }
        actor {
          label
        }
        reason
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NotificationsQuery, NotificationsQueryVariables>;
export const EditPostDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation EditPost($input: EditPostInput!) {
  editPost(input: $input) {
    status
    problems {
      field
      message
    }
    post {
      id
      body
      source
      state
      version
      editedAt
      contentNote {
        labels
        text
      }
      thread {
        id
        slug
        title
        topics {
          id
          slug
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EditPostMutation, EditPostMutationVariables>;
export const HidePostDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation HidePost($input: HidePostInput!) {
  hidePost(input: $input) {
    status
    problems {
      field
      message
    }
    post {
      id
      body
      state
      version
    }
  }
}
    `) as unknown as TypedDocumentString<HidePostMutation, HidePostMutationVariables>;
export const PostRevisionsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PostRevisions($id: ID!) {
  node(id: $id) {
    ... on Post {
      id
      revisions {
        version
        source
        editedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PostRevisionsQuery, PostRevisionsQueryVariables>;
export const PostSourceDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PostSource($id: ID!) {
  node(id: $id) {
    ... on Post {
      id
      source
      version
    }
  }
}
    `) as unknown as TypedDocumentString<PostSourceQuery, PostSourceQueryVariables>;
export const ReactDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation React($input: ReactInput!) {
  react(input: $input) {
    status
    problems {
      field
      message
    }
    post {
      id
      reactions {
        reaction
        count
      }
      viewerReactions
    }
  }
}
    `) as unknown as TypedDocumentString<ReactMutation, ReactMutationVariables>;
export const ReportDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Report($input: ReportInput!) {
  report(input: $input) {
    status
    problems {
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ReportMutation, ReportMutationVariables>;
export const RestorePostDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RestorePost($input: RestorePostInput!) {
  restorePost(input: $input) {
    status
    problems {
      field
      message
    }
    post {
      id
      body
      state
      version
    }
  }
}
    `) as unknown as TypedDocumentString<RestorePostMutation, RestorePostMutationVariables>;
export const WithdrawPostDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation WithdrawPost($input: WithdrawPostInput!) {
  withdrawPost(input: $input) {
    status
    problems {
      field
      message
    }
    post {
      id
      body
      state
      version
      thread {
        id
        title
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WithdrawPostMutation, WithdrawPostMutationVariables>;
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
export const AcceptAnswerDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AcceptAnswer($input: AcceptAnswerInput!) {
  acceptAnswer(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      acceptedAnswer {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AcceptAnswerMutation, AcceptAnswerMutationVariables>;
export const FollowDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Follow($input: FollowInput!) {
  follow(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      viewerFollows
    }
    topic {
      id
      viewerFollows
    }
  }
}
    `) as unknown as TypedDocumentString<FollowMutation, FollowMutationVariables>;
export const HomeDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Home {
  viewer {
    home {
      newSince
      mightHelp {
        ...HomeRow
      }
      answersForYou {
        ...HomeRow
      }
      newThreads {
        ...HomeRow
      }
    }
  }
}
    fragment HomeRow on Thread {
  id
  slug
  kind
  title
  author {
    label
    sector {
      slug
      name
    }
  }
  excerpt
  contentNote {
    labels
    text
  }
  createdAt
  lastActivityAt
  replyCount
  locked
}`) as unknown as TypedDocumentString<HomeQuery, HomeQueryVariables>;
export const LockThreadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation LockThread($input: LockThreadInput!) {
  lockThread(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      locked
    }
  }
}
    `) as unknown as TypedDocumentString<LockThreadMutation, LockThreadMutationVariables>;
export const MarkThreadReadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation MarkThreadRead($input: MarkThreadReadInput!) {
  markThreadRead(input: $input) {
    status
  }
}
    `) as unknown as TypedDocumentString<MarkThreadReadMutation, MarkThreadReadMutationVariables>;
export const MoreRepliesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MoreReplies($id: ID!, $after: String) {
  thread(id: $id) {
    id
    replies(first: 20, after: $after) {
      nodes {
        ...MoreRepliesPost
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment MoreRepliesPost on Post {
  id
  author {
    label
    sector {
      slug
      name
    }
    member {
      id
    }
  }
  body
  state
  version
  createdAt
  editedAt
  reactions {
    reaction
    count
  }
  viewerReactions
  viewerIsAuthor
  contentNote {
    labels
    text
  }
  isOpening
}`) as unknown as TypedDocumentString<MoreRepliesQuery, MoreRepliesQueryVariables>;
export const ReplyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Reply($input: ReplyInput!) {
  reply(input: $input) {
    status
    problems {
      field
      message
    }
    post {
      ...RepliedPost
    }
    thread {
      id
      replyCount
      viewerFollows
      locked
    }
  }
}
    fragment RepliedPost on Post {
  id
  author {
    label
    sector {
      slug
      name
    }
    member {
      id
    }
  }
  body
  state
  version
  createdAt
  editedAt
  reactions {
    reaction
    count
  }
  viewerReactions
  viewerIsAuthor
  contentNote {
    labels
    text
  }
  isOpening
}`) as unknown as TypedDocumentString<ReplyMutation, ReplyMutationVariables>;
export const StartThreadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation StartThread($input: StartThreadInput!) {
  startThread(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      slug
    }
  }
}
    `) as unknown as TypedDocumentString<StartThreadMutation, StartThreadMutationVariables>;
export const ThreadDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Thread($id: ID!) {
  thread(id: $id) {
    id
    slug
    kind
    title
    topics {
      id
      slug
      name
    }
    locked
    replyCount
    viewerFollows
    viewerCanAccept
    opening {
      ...ThreadPost
    }
    acceptedAnswer {
      ...ThreadPost
    }
    replies(first: 20) {
      nodes {
        ...ThreadPost
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment ThreadPost on Post {
  id
  author {
    label
    sector {
      slug
      name
    }
    member {
      id
    }
  }
  body
  state
  version
  createdAt
  editedAt
  reactions {
    reaction
    count
  }
  viewerReactions
  viewerIsAuthor
  contentNote {
    labels
    text
  }
  isOpening
}`) as unknown as TypedDocumentString<ThreadQuery, ThreadQueryVariables>;
export const ThreadFiltersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ThreadFilters {
  topics {
    id
    slug
    name
    description
    viewerFollows
  }
  sectors {
    id
    slug
    name
  }
}
    `) as unknown as TypedDocumentString<ThreadFiltersQuery, ThreadFiltersQueryVariables>;
export const ThreadsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Threads($filter: ThreadFilter, $order: ThreadOrder!, $after: String) {
  threads(filter: $filter, order: $order, first: 20, after: $after) {
    nodes {
      ...ThreadsRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ThreadsRow on Thread {
  id
  slug
  kind
  title
  author {
    label
    sector {
      slug
      name
    }
  }
  excerpt
  contentNote {
    labels
    text
  }
  createdAt
  lastActivityAt
  replyCount
  locked
}`) as unknown as TypedDocumentString<ThreadsQuery, ThreadsQueryVariables>;
export const TopicChoicesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TopicChoices {
  topics {
    id
    slug
    name
    description
  }
}
    `) as unknown as TypedDocumentString<TopicChoicesQuery, TopicChoicesQueryVariables>;
export const UnlockThreadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UnlockThread($input: UnlockThreadInput!) {
  unlockThread(input: $input) {
    status
    problems {
      field
      message
    }
    thread {
      id
      locked
    }
  }
}
    `) as unknown as TypedDocumentString<UnlockThreadMutation, UnlockThreadMutationVariables>;
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