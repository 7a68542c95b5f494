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
  /** A civil date: 2026-11-24. */
  Date: { input: string; output: string; }
  /** An instant, RFC 3339, in UTC. */
  DateTime: { input: string; output: string; }
  /** HTML that the server rendered and sanitised: safe to put into a page. */
  HTML: { input: string; output: string; }
  /** CommonMark source, as it was typed. */
  Markdown: { input: string; output: string; }
};

/** The answer that helped. */
export type AcceptAnswerInput = {
  /** The answer that helped; none to take the mark back. */
  answer?: InputMaybe<Scalars['ID']['input']>;
  /** Your question. */
  thread: Scalars['ID']['input'];
};

/** What came of marking an answer. */
export type AcceptAnswerStatus =
  /** It is not a reply to this question, or no longer. */
  | 'NOT_AN_ANSWER'
  /** Only whoever asked can say what helped. */
  | 'NOT_ASKER'
  /** Only a question has answers. */
  | 'NOT_A_QUESTION'
  /** There is no such thread. */
  | 'NOT_FOUND'
  /** It is marked, or the mark is gone. */
  | 'SAVED';

/** Somebody asks to join. */
export type ApplyForMembershipInput = {
  /** Whether they have read the house rules and will keep them. */
  acceptsRules: Scalars['Boolean']['input'];
  /** Their address. */
  email: Scalars['String']['input'];
  /** Their name. */
  name: Scalars['String']['input'];
  /** The organisation or group that they work with. */
  organisation: Scalars['String']['input'];
  /** What they do there. */
  role: Scalars['String']['input'];
  /** The sector nearest to their work. */
  sector: Scalars['ID']['input'];
  /** Why they would like to join. */
  why: Scalars['String']['input'];
};

/** What became of it. */
export type ApplyForMembershipStatus =
  /** Some answers need another look. */
  | 'INVALID'
  /** A mail with a link is on its way. */
  | 'RECEIVED'
  /** Too many were sent for this address within the hour. */
  | 'TOO_MANY'
  /** Too many were sent by everybody together. */
  | 'TOO_MANY_EVERYWHERE'
  /** Too many were sent from this connection, which others may share. */
  | 'TOO_MANY_HERE';

/** What `approveMember` needs. */
export type ApproveMemberInput = {
  /** Whom. */
  member: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** Which acts a list holds. */
export type AuditFilter = {
  /** Of this kind, such as `hide_post`. */
  act?: InputMaybe<Scalars['String']['input']>;
  /** By this member, or done to them. */
  member?: InputMaybe<Scalars['ID']['input']>;
};

/**
 * Somebody comes back from their mail: with the token of the link, or with
 * their address and the code.
 */
export type CompleteSignInInput = {
  /**
   * Whether they asked for the mail themself, in another browser: the answer
   * to `OTHER_BROWSER`.
   */
  askedElsewhere?: InputMaybe<Scalars['Boolean']['input']>;
  /** What the browser calls itself by, as in `requestSignIn`. */
  browser?: InputMaybe<Scalars['String']['input']>;
  /** The 6 digits, with the address. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** The address, with the code. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** Whether they sit at a shared computer. */
  sharedComputer?: InputMaybe<Scalars['Boolean']['input']>;
  /** The token of the link. */
  token?: InputMaybe<Scalars['String']['input']>;
};

/** What became of it. */
export type CompleteSignInStatus =
  /** The link or the code is used up or too old. */
  | 'EXPIRED'
  /** Something is missing, or cannot be a code or an address. */
  | 'INVALID'
  /**
   * The mail was asked for in another browser: see `askedElsewhere`, and
   * send it again with `askedElsewhere: true`. Nothing is used up.
   */
  | 'OTHER_BROWSER'
  /** They are signed in. */
  | 'SIGNED_IN'
  /**
   * Too many wrong codes for this address: codes rest for a while, and the
   * link in the mail works.
   */
  | 'TOO_MANY'
  /** Too many wrong codes by everybody together. */
  | 'TOO_MANY_EVERYWHERE'
  /** Too many wrong codes from this connection, which others may share. */
  | 'TOO_MANY_HERE'
  /** The code is not the one that was sent. */
  | 'WRONG';

/** The token of the link in the mail. */
export type ConfirmAddressInput = {
  /** The token. */
  token: Scalars['String']['input'];
};

/** What became of it. */
export type ConfirmAddressStatus =
  /** The address is confirmed, and the request is with the co-ordinator. */
  | 'CONFIRMED'
  /** The link is used up or too old. */
  | 'EXPIRED'
  /** The request was decided meanwhile: they sign in as members do. */
  | 'KNOWN';

/** What became of a decision about a member. */
export type DecideMemberStatus =
  /** It stands so already, or somebody decided otherwise. */
  | 'ALREADY_DECIDED'
  /** It is done. */
  | 'DONE'
  /** The reason needs another look, or it is not to be done. */
  | 'INVALID'
  /** There is nobody to decide about. */
  | 'NOT_FOUND';

/** What `declineMember` needs. */
export type DeclineMemberInput = {
  /** Whom. */
  member: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** How often the digest comes. */
export type DigestFrequency =
  /** Never. */
  | 'OFF'
  /** Every Tuesday. */
  | 'WEEKLY';

/** Where an issue of the digest stands. */
export type DigestState =
  /** What becomes visible now will be in it. */
  | 'COLLECTING'
  /** The co-ordinator keeps it back. */
  | 'HELD'
  /** It may have gone out before a backup was put back, and you said that it did. */
  | 'LEFT_OUT'
  /** It never went out; the next one holds what it would have held. */
  | 'MISSED'
  /** It is complete and waits for its hour. */
  | 'READY'
  /** Copies are going out. */
  | 'SENDING'
  /** Every copy has come to its end. */
  | 'SENT';

/** A post's next words. */
export type EditPostInput = {
  /** The message. */
  body: Scalars['Markdown']['input'];
  /** The version that you edited. */
  expectedVersion: Scalars['Int']['input'];
  /** Which post. */
  post: Scalars['ID']['input'];
  /** Another title: for the post that opens a thread. */
  title?: InputMaybe<Scalars['String']['input']>;
  /** Other topics: for the post that opens a thread. */
  topics?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** What came of an edit. */
export type EditPostStatus =
  /** It was changed meanwhile, in another window. */
  | 'CHANGED_ELSEWHERE'
  /** Something must be put right first. */
  | 'INVALID'
  /** The co-ordinator closed its thread. */
  | 'LOCKED'
  /** There is no such post. */
  | 'NOT_FOUND'
  /** Somebody else wrote it. */
  | 'NOT_YOURS'
  /** It is saved. */
  | 'SAVED';

/** Which browser to sign out. */
export type EndSessionInput = {
  /** Which. */
  session: Scalars['ID']['input'];
};

/** What became of it. */
export type EndSessionStatus =
  /** It is signed out. */
  | 'ENDED'
  /** It was not signed in. */
  | 'NOT_FOUND';

/** Follow something, or no more. */
export type FollowInput = {
  /** From now on, or no more. */
  on: Scalars['Boolean']['input'];
  /** A thread or a topic. */
  subject: Scalars['ID']['input'];
};

/** What came of following. */
export type FollowStatus =
  /** It is not there. */
  | 'NOT_FOUND'
  /** As you wished. */
  | 'SAVED';

/** What `hidePost` needs. */
export type HidePostInput = {
  /** Which post. */
  post: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What became of hiding. */
export type HidePostStatus =
  /** It was hidden before. */
  | 'ALREADY_HIDDEN'
  /** It is hidden. */
  | 'HIDDEN'
  /** The reason needs another look. */
  | 'INVALID'
  /** There is no such post. */
  | 'NOT_FOUND';

/** To keep an issue back. */
export type HoldDigestInput = {
  /** Which issue. */
  issue: Scalars['ID']['input'];
  /** Why; it stands in the audit list. */
  reason: Scalars['String']['input'];
};

/** What came of keeping an issue back. */
export type HoldDigestStatus =
  /** It is kept back. */
  | 'HELD'
  /** Something is wrong with what was typed: see `problems`. */
  | 'INVALID'
  /** There is no such issue. */
  | 'NOT_FOUND'
  /** It is on its way, or over. */
  | 'TOO_LATE';

/** What came of deciding about emails that are kept back. */
export type KeptEmailsStatus =
  /** None are kept back any more. */
  | 'ALREADY_DECIDED'
  /** It is done. */
  | 'DONE'
  /** Something is wrong with what was typed: see `problems`. */
  | 'INVALID'
  /** There is no such restore. */
  | 'NOT_FOUND';

/** To leave an issue out. */
export type LeaveOutDigestInput = {
  /** Which issue. */
  issue: Scalars['ID']['input'];
  /** Why; it stands in the audit list. */
  reason: Scalars['String']['input'];
};

/** What came of leaving an issue out. */
export type LeaveOutDigestStatus =
  /** Something is wrong with what was typed: see `problems`. */
  | 'INVALID'
  /** It is left out. */
  | 'LEFT_OUT'
  /** There is no such issue. */
  | 'NOT_FOUND'
  /** It does not wait because of a restore, or not any more. */
  | 'NOT_HELD';

/** To leave emails out that may have gone out before. */
export type LeaveOutKeptEmailsInput = {
  /** Why; it stands in the audit list. */
  reason: Scalars['String']['input'];
  /** Because of which restore they are kept back. */
  restore: Scalars['ID']['input'];
};

/** What `lockThread` needs. */
export type LockThreadInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** Which thread. */
  thread: Scalars['ID']['input'];
};

/** What became of locking. */
export type LockThreadStatus =
  /** It was closed before. */
  | 'ALREADY_LOCKED'
  /** The reason needs another look. */
  | 'INVALID'
  /** It is closed to replies. */
  | 'LOCKED'
  /** There is no such thread. */
  | 'NOT_FOUND';

/** What you have read. */
export type MarkNotificationsReadInput = {
  /** Which; all when none are named. */
  notifications?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** What came of marking notifications as read. */
export type MarkNotificationsReadStatus =
  /** They count as read. */
  | 'SAVED';

/** A thread that you have read. */
export type MarkThreadReadInput = {
  /** Which. */
  thread: Scalars['ID']['input'];
  /** The last post that you have seen; what came after it stays new. Without it, everything until now. */
  upTo?: InputMaybe<Scalars['ID']['input']>;
};

/** What came of marking a thread as read. */
export type MarkThreadReadStatus =
  /** There is no such thread, or no such post in it. */
  | 'NOT_FOUND'
  /** It counts as read that far. */
  | 'SAVED';

/** Which members a list holds. */
export type MemberFilter = {
  /** With this somewhere in the name. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Of this sector. */
  sector?: InputMaybe<Scalars['ID']['input']>;
  /** In this state: for co-ordinators only; everyone else sees active ones. */
  state?: InputMaybe<MemberState>;
};

/** Where a person stands. */
export type MemberState =
  /** A member. */
  | 'ACTIVE'
  /** Asked to join; the co-ordinator has not decided. */
  | 'APPLICANT'
  /** Asked to join and was declined. */
  | 'DECLINED'
  /** Has left. */
  | 'LEFT'
  /** Their access is paused. */
  | 'SUSPENDED';

/** What happened. */
export type NotificationKind =
  /** You are a member now. */
  | 'APPLICATION_APPROVED'
  /** Somebody replied to a thread that you follow. */
  | 'FOLLOWED_REPLY'
  /** Your answer helped. */
  | 'HELPED'
  /** The co-ordinator hid a post of yours. */
  | 'POST_HIDDEN'
  /** The co-ordinator put it back. */
  | 'POST_RESTORED'
  /** Somebody replied to a thread that you started. */
  | 'REPLY'
  /** Your report was answered. */
  | 'REPORT_RESOLVED'
  /** The co-ordinator closed a thread that you started. */
  | 'THREAD_LOCKED';

/** Whether a post can be seen. */
export type PostState =
  /** Waits for the co-ordinator. */
  | 'HELD'
  /** The co-ordinator took it away. */
  | 'HIDDEN'
  /** By every active member. */
  | 'VISIBLE'
  /** Its author took it back. */
  | 'WITHDRAWN';

/** A reaction to a post, or its end. */
export type ReactInput = {
  /** Add it or take it back. */
  on: Scalars['Boolean']['input'];
  /** To which post. */
  post: Scalars['ID']['input'];
  /** Which. */
  reaction: Reaction;
};

/** What came of a reaction. */
export type ReactStatus =
  /** There is no such post. */
  | 'NOT_FOUND'
  /** Thanks are for others. */
  | 'OWN_POST'
  /** As you wished. */
  | 'SAVED';

/** A reaction: a count without names. */
export type Reaction =
  /** Thank you. */
  | 'THANKS'
  /** I can use this. */
  | 'USEFUL';

/** What `reinstateMember` needs. */
export type ReinstateMemberInput = {
  /** Whom. */
  member: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** To let an issue go. */
export type ReleaseDigestInput = {
  /** Which issue. */
  issue: Scalars['ID']['input'];
  /** Why; it stands in the audit list. */
  reason: Scalars['String']['input'];
};

/** What came of letting an issue go. */
export type ReleaseDigestStatus =
  /** Something is wrong with what was typed: see `problems`. */
  | 'INVALID'
  /** There is no such issue. */
  | 'NOT_FOUND'
  /** It was not kept back. */
  | 'NOT_HELD'
  /** It goes out at its hour, or now if that is over. */
  | 'RELEASED';

/** Another name for an organisation. */
export type RenameOrganisationInput = {
  /** Its new name. */
  name: Scalars['String']['input'];
  /** Which. */
  organisation: Scalars['ID']['input'];
  /** Why. */
  reason: Scalars['String']['input'];
};

/** What became of it. */
export type RenameOrganisationStatus =
  /** The name or the reason needs another look. */
  | 'INVALID'
  /** There is no such organisation. */
  | 'NOT_FOUND'
  /** It has the new name. */
  | 'RENAMED'
  /** Another organisation of its sector has this name. */
  | 'TAKEN';

/** A reply to post. */
export type ReplyInput = {
  /** The message. */
  body: Scalars['Markdown']['input'];
  /** The same for every click on one button: a double click posts once. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** To which thread. */
  thread: Scalars['ID']['input'];
};

/** What came of a reply. */
export type ReplyStatus =
  /** Something must be put right first. */
  | 'INVALID'
  /** The co-ordinator closed the thread, maybe while you were writing. */
  | 'LOCKED'
  /** There is no such thread. */
  | 'NOT_FOUND'
  /** It is posted. */
  | 'POSTED'
  /** You posted more in a short time than anybody types. Wait a little. */
  | 'TOO_MANY';

/** What somebody tells. */
export type ReportInput = {
  /** In one's own words; needed when it is something else. */
  note: Scalars['String']['input'];
  /** What is wrong. */
  reason: ReportReason;
  /** A post or a member. */
  subject: Scalars['ID']['input'];
};

/** What came of a report. */
export type ReportOutcome =
  /** The co-ordinator did something about it. */
  | 'ACTED'
  /** The co-ordinator looked and left it as it was. */
  | 'NO_ACTION';

/** What is wrong. */
export type ReportReason =
  /** It could show who somebody is. */
  | 'IDENTIFIES_SOMEONE'
  /** It says how to hurt oneself. */
  | 'METHOD_DETAIL'
  /** Something else; the note says what. */
  | 'OTHER'
  /** It is unkind. */
  | 'UNKIND'
  /** It is wrong or unsafe advice. */
  | 'WRONG_OR_UNSAFE';

/** What became of it. */
export type ReportStatus =
  /** One has told of this before, and it waits for an answer. */
  | 'ALREADY_REPORTED'
  /** The note needs another look. */
  | 'INVALID'
  /** There is no such thing. */
  | 'NOT_FOUND'
  /** The co-ordinator has it. */
  | 'RECEIVED';

/** Somebody wants to sign in. */
export type RequestSignInInput = {
  /**
   * What the browser calls itself by, so that it is known again when the link
   * or the code is used: 32 to 128 random letters that it keeps.
   */
  browser?: InputMaybe<Scalars['String']['input']>;
  /** Their address. */
  email: Scalars['String']['input'];
  /**
   * The address of the page that they were going to, from its first slash on:
   * signing in gives it back, wherever the mail is opened. Other sites'
   * addresses are left out.
   */
  next?: InputMaybe<Scalars['String']['input']>;
  /** Whether they sit at a shared computer. */
  sharedComputer?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What became of it. */
export type RequestSignInStatus =
  /** It is not an address. */
  | 'INVALID'
  /** If the address is known, a mail is on its way. */
  | 'SENT'
  /** Too many were asked for at this address within the hour. */
  | 'TOO_MANY'
  /** Too many were asked for by everybody together. */
  | 'TOO_MANY_EVERYWHERE'
  /** Too many were asked for from this connection, which others may share. */
  | 'TOO_MANY_HERE';

/** What `resolveReport` needs. */
export type ResolveReportInput = {
  /** What came of it. */
  outcome: ReportOutcome;
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** Which report. */
  report: Scalars['ID']['input'];
};

/** What became of the answer. */
export type ResolveReportStatus =
  /** It was answered before. */
  | 'ALREADY_RESOLVED'
  /** The reason needs another look. */
  | 'INVALID'
  /** There is no such report. */
  | 'NOT_FOUND'
  /** It is answered. */
  | 'RESOLVED';

/** What `restorePost` needs. */
export type RestorePostInput = {
  /** Which post. */
  post: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What became of putting back. */
export type RestorePostStatus =
  /** The reason needs another look. */
  | 'INVALID'
  /** There is no such post. */
  | 'NOT_FOUND'
  /** It is not hidden. */
  | 'NOT_HIDDEN'
  /** It is back. */
  | 'RESTORED';

/** What `resumeMail` needs. */
export type ResumeMailInput = {
  /** Whose address. */
  member: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What became of trying an address again. */
export type ResumeMailStatus =
  /** The reason needs another look. */
  | 'INVALID'
  /** There is no such member. */
  | 'NOT_FOUND'
  /** It was not stopped, or is not any more. */
  | 'NOT_SUSPENDED'
  /** Mail goes to it again. */
  | 'RESUMED';

/** To send emails that may have gone out before. */
export type SendKeptEmailsInput = {
  /** Why; it stands in the audit list. */
  reason: Scalars['String']['input'];
  /** Because of which restore they are kept back. */
  restore: Scalars['ID']['input'];
};

/** To send a test copy to your own address. */
export type SendTestDigestInput = {
  /** Which issue. */
  issue: Scalars['ID']['input'];
  /** As which member would get it; as yourself when nobody is named. */
  member?: InputMaybe<Scalars['ID']['input']>;
  /** Why; it stands in the audit list. */
  reason: Scalars['String']['input'];
};

/** What came of sending a test copy. */
export type SendTestDigestStatus =
  /**
   * Something is wrong with what was typed, or there is nothing in the copy:
   * see `problems`.
   */
  | 'INVALID'
  /** There is no such issue or member. */
  | 'NOT_FOUND'
  /** It is on its way to you. */
  | 'SENT';

/** To say that a restore is dealt with. */
export type SettleRestoreInput = {
  /** What was done about it; it stands in the audit list. */
  reason: Scalars['String']['input'];
  /** Which. */
  restore: Scalars['ID']['input'];
};

/** What came of dealing with a restore. */
export type SettleRestoreStatus =
  /** It was off the desk. */
  | 'ALREADY_SETTLED'
  /** Something is wrong with what was typed: see `problems`. */
  | 'INVALID'
  /** There is no such restore. */
  | 'NOT_FOUND'
  /** It is off the desk. */
  | 'SETTLED'
  /** Emails are still kept back: decide about them first. */
  | 'UNDECIDED';

/** What became of it. */
export type SignOutStatus =
  /** They are signed out. */
  | 'SIGNED_OUT';

/** A thread to start. */
export type StartThreadInput = {
  /** The first message. */
  body: Scalars['Markdown']['input'];
  /** The same for every click on one button: a double click posts once. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What it is for. */
  kind: ThreadKind;
  /** One line. */
  title: Scalars['String']['input'];
  /** From one to three topics. */
  topics: Array<Scalars['ID']['input']>;
};

/** What came of starting a thread. */
export type StartThreadStatus =
  /** Something must be put right first. */
  | 'INVALID'
  /** It is posted. */
  | 'POSTED'
  /** You posted more in a short time than anybody types. Wait a little. */
  | 'TOO_MANY';

/** What `suspendMember` needs. */
export type SuspendMemberInput = {
  /** Whom. */
  member: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** Which threads a list holds. All that is given must hold. */
export type ThreadFilter = {
  /** Started by this member. */
  author?: InputMaybe<Scalars['ID']['input']>;
  /** Followed by you; or, when false, not. */
  following?: InputMaybe<Scalars['Boolean']['input']>;
  /** Of this kind. */
  kind?: InputMaybe<ThreadKind>;
  /** Started from this sector. */
  sector?: InputMaybe<Scalars['ID']['input']>;
  /** With this topic. */
  topic?: InputMaybe<Scalars['ID']['input']>;
  /** Questions without an answer that are not locked; or, when false, everything else. */
  unanswered?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What a thread is for. */
export type ThreadKind =
  /** Looks for partners. */
  | 'CALL'
  /** Wants views. */
  | 'DISCUSSION'
  /** Tells of something that worked. */
  | 'PRACTICE'
  /** Wants answers. */
  | 'QUESTION';

/** The orders of a list of threads. */
export type ThreadOrder =
  /** The one that was last written to first. */
  | 'LATEST_ACTIVITY'
  /** The newest first. */
  | 'NEWEST'
  /** Questions without an answer that are not locked first, the oldest of those first; then the rest, newest first. */
  | 'UNANSWERED_FIRST';

/** What `unlockThread` needs. */
export type UnlockThreadInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** Which thread. */
  thread: Scalars['ID']['input'];
};

/** What became of unlocking. */
export type UnlockThreadStatus =
  /** The reason needs another look. */
  | 'INVALID'
  /** There is no such thread. */
  | 'NOT_FOUND'
  /** It was open. */
  | 'NOT_LOCKED'
  /** It is open again. */
  | 'UNLOCKED';

/** What mail one wants. */
export type UpdateEmailPreferencesInput = {
  /** How often the digest comes. */
  digest?: InputMaybe<DigestFrequency>;
  /** Whether "your answer helped" is mailed. */
  helped?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether an answer to one's question is mailed. */
  replies?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What became of it. */
export type UpdateEmailPreferencesStatus =
  /** It is saved. */
  | 'SAVED';

/** A profile as it was typed. */
export type UpdateProfileInput = {
  /** The version that was changed, as `viewer` gave it. */
  expectedVersion: Scalars['Int']['input'];
  /** The topics that they know something about. */
  expertise: Array<Scalars['ID']['input']>;
  /** Their name. */
  name: Scalars['String']['input'];
  /** The organisation or group that they work with. */
  organisation: Scalars['String']['input'];
  /** What they do at work. */
  role: Scalars['String']['input'];
  /** The sector nearest to their work. */
  sector: Scalars['ID']['input'];
};

/** What became of it. */
export type UpdateProfileStatus =
  /** It was changed elsewhere meanwhile; nothing was saved. */
  | 'CHANGED_ELSEWHERE'
  /** Some answers need another look. */
  | 'INVALID'
  /** It is saved. */
  | 'SAVED';

/** A post to take back. */
export type WithdrawPostInput = {
  /** The version that you saw. */
  expectedVersion: Scalars['Int']['input'];
  /** Which. */
  post: Scalars['ID']['input'];
};

/** What came of taking a post back. */
export type WithdrawPostStatus =
  /** It was changed meanwhile, in another window. */
  | 'CHANGED_ELSEWHERE'
  /** There is no such post. */
  | 'NOT_FOUND'
  /** Somebody else wrote it. */
  | 'NOT_YOURS'
  /** A stub is left. */
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


export type ApproveMemberMutation = { approveMember: { status: DecideMemberStatus, problems: Array<{ field: string | null, message: string }>, queue: { applicantCount: number, reportCount: number, bounceCount: number, failedJobCount: number, restoreCount: number } | null } };

export type AuditQueryVariables = Exact<{
  filter?: InputMaybe<AuditFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type AuditQuery = { desk: { audit: { nodes: Array<{ id: string, at: string, act: string, subject: string, subjectLabel: string, memberState: MemberState | null, reason: string, actor: { id: string, name: string } | null, post: { id: string, state: PostState } | null, thread: { id: string, slug: string } | null, member: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DeclineMemberMutationVariables = Exact<{
  input: DeclineMemberInput;
}>;


export type DeclineMemberMutation = { declineMember: { status: DecideMemberStatus, problems: Array<{ field: string | null, message: string }>, queue: { applicantCount: number, reportCount: number, bounceCount: number, failedJobCount: number, restoreCount: number } | null } };

export type DigestQueryVariables = Exact<{
  issue?: InputMaybe<Scalars['ID']['input']>;
}>;


export type DigestQuery = { desk: { digest: { id: string, state: DigestState, from: string, cutOffAt: string, sendAt: string, heldReason: string | null, mayHaveGone: boolean, counts: { queued: number, sent: number, unconfirmed: number, bounced: number, failed: number, skipped: number } } | null, digestIssues: Array<{ id: string, state: DigestState, sendAt: string, counts: { queued: number, sent: number, bounced: number, failed: number, skipped: number } }> } | null };

export type DigestPreviewQueryVariables = Exact<{
  issue: Scalars['ID']['input'];
  member?: InputMaybe<Scalars['ID']['input']>;
}>;


export type DigestPreviewQuery = { desk: { digest: { id: string, preview: { subject: string, text: string, empty: boolean, member: { id: string, name: string, sector: { slug: string, name: string } } } } | null } | null };

export type HiddenPostQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type HiddenPostQuery = { desk: { hiddenPost: { id: string, body: string, state: PostState, createdAt: string, author: { label: string, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null, thread: { id: string, slug: string, title: string } } | null } | null };

export type HoldDigestMutationVariables = Exact<{
  input: HoldDigestInput;
}>;


export type HoldDigestMutation = { holdDigest: { status: HoldDigestStatus, problems: Array<{ field: string | null, message: string }>, digest: { id: string, state: DigestState, heldReason: string | null, mayHaveGone: boolean } | null } };

export type LeaveOutDigestMutationVariables = Exact<{
  input: LeaveOutDigestInput;
}>;


export type LeaveOutDigestMutation = { leaveOutDigest: { status: LeaveOutDigestStatus, problems: Array<{ field: string | null, message: string }>, digest: { id: string, state: DigestState, heldReason: string | null, mayHaveGone: boolean } | null } };

export type LeaveOutKeptEmailsMutationVariables = Exact<{
  input: LeaveOutKeptEmailsInput;
}>;


export type LeaveOutKeptEmailsMutation = { leaveOutKeptEmails: { status: KeptEmailsStatus, problems: Array<{ field: string | null, message: string }>, restores: Array<{ id: string, backupAt: string, restoredAt: string, keptEmails: number }> | null } };

export type MembersByNameQueryVariables = Exact<{
  name: Scalars['String']['input'];
}>;


export type MembersByNameQuery = { members: { nodes: Array<{ id: string, name: string, isCoordinator: boolean, sector: { slug: string, name: string } }>, pageInfo: { hasNextPage: boolean } } };

export type OrganisationsQueryVariables = Exact<{
  name?: InputMaybe<Scalars['String']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type OrganisationsQuery = { desk: { organisations: { totalCount: number, nodes: Array<{ id: string, name: string, sameNameIn: Array<{ slug: string, name: string }> | null, sector: { slug: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type PeopleQueryVariables = Exact<{
  filter: MemberFilter;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type PeopleQuery = { members: { totalCount: number, nodes: Array<{ id: string, name: string, isCoordinator: boolean, role: string | null, joinedAt: string | null, sameNameAs: Array<{ id: string, name: string, isCoordinator: boolean }> | null, sector: { slug: string, name: string }, organisation: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type QueueQueryVariables = Exact<{
  afterApplicant?: InputMaybe<Scalars['String']['input']>;
  afterReport?: InputMaybe<Scalars['String']['input']>;
  afterBounce?: InputMaybe<Scalars['String']['input']>;
}>;


export type QueueQuery = { desk: { restores: Array<{ id: string, backupAt: string, restoredAt: string, keptEmails: number }>, digest: { id: string, mayHaveGone: boolean } | null, queue: { applicantCount: number, reportCount: number, bounceCount: number, failedJobCount: number, restoreCount: number, applicants: { nodes: Array<{ id: string, name: string, email: string, organisation: string, role: string, why: string, appliedAt: string, sameNameAs: Array<{ id: string, name: string, isCoordinator: boolean }>, sector: { slug: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, reports: { nodes: Array<{ id: string, reason: ReportReason, note: string, createdAt: string, reporter: { id: string, name: string, isCoordinator: boolean, sector: { slug: string, name: string } }, member: { id: string, name: string, isCoordinator: boolean, sector: { slug: string, name: string } } | null, post: { id: string, body: string, state: PostState, createdAt: string, author: { label: string, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null, thread: { id: string, slug: string, title: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, bounces: { nodes: Array<{ id: string, name: string, isCoordinator: boolean, sector: { slug: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } } | null };

export type ReinstateMemberMutationVariables = Exact<{
  input: ReinstateMemberInput;
}>;


export type ReinstateMemberMutation = { reinstateMember: { status: DecideMemberStatus, problems: Array<{ field: string | null, message: string }>, member: { id: string } | null } };

export type ReleaseDigestMutationVariables = Exact<{
  input: ReleaseDigestInput;
}>;


export type ReleaseDigestMutation = { releaseDigest: { status: ReleaseDigestStatus, problems: Array<{ field: string | null, message: string }>, digest: { id: string, state: DigestState, heldReason: string | null, mayHaveGone: boolean } | null } };

export type RenameOrganisationMutationVariables = Exact<{
  input: RenameOrganisationInput;
}>;


export type RenameOrganisationMutation = { renameOrganisation: { status: RenameOrganisationStatus, problems: Array<{ field: string | null, message: string }>, organisation: { id: string, name: string, sameNameIn: Array<{ slug: string, name: string }> | null } | null } };

export type ResolveReportMutationVariables = Exact<{
  input: ResolveReportInput;
}>;


export type ResolveReportMutation = { resolveReport: { status: ResolveReportStatus, problems: Array<{ field: string | null, message: string }>, queue: { applicantCount: number, reportCount: number, bounceCount: number, failedJobCount: number, restoreCount: number } | null } };

export type ResumeMailMutationVariables = Exact<{
  input: ResumeMailInput;
}>;


export type ResumeMailMutation = { resumeMail: { status: ResumeMailStatus, problems: Array<{ field: string | null, message: string }>, queue: { applicantCount: number, reportCount: number, bounceCount: number, failedJobCount: number, restoreCount: number } | null } };

export type SendKeptEmailsMutationVariables = Exact<{
  input: SendKeptEmailsInput;
}>;


export type SendKeptEmailsMutation = { sendKeptEmails: { status: KeptEmailsStatus, problems: Array<{ field: string | null, message: string }>, restores: Array<{ id: string, backupAt: string, restoredAt: string, keptEmails: number }> | null } };

export type SendTestDigestMutationVariables = Exact<{
  input: SendTestDigestInput;
}>;


export type SendTestDigestMutation = { sendTestDigest: { status: SendTestDigestStatus, problems: Array<{ field: string | null, message: string }> } };

export type SettleRestoreMutationVariables = Exact<{
  input: SettleRestoreInput;
}>;


export type SettleRestoreMutation = { settleRestore: { status: SettleRestoreStatus, problems: Array<{ field: string | null, message: string }>, restores: Array<{ id: string, backupAt: string, restoredAt: string, keptEmails: number }> | null } };

export type SuspendMemberMutationVariables = Exact<{
  input: SuspendMemberInput;
}>;


export type SuspendMemberMutation = { suspendMember: { status: DecideMemberStatus, problems: Array<{ field: string | null, message: string }>, member: { id: string } | null } };

export type MarkNotificationsReadMutationVariables = Exact<{
  input: MarkNotificationsReadInput;
}>;


export type MarkNotificationsReadMutation = { markNotificationsRead: { status: MarkNotificationsReadStatus, unreadCount: number, problems: Array<{ field: string | null, message: string }> } };

export type NotificationsQueryVariables = Exact<{
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type NotificationsQuery = { viewer: { unreadCount: number, notifications: { nodes: Array<{ id: string, kind: NotificationKind, createdAt: string, read: boolean, reason: string | null, outcome: ReportOutcome | null, thread: { id: string, slug: string, title: string } | null, post: { id: string } | null, actor: { label: string, isCoordinator: boolean } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type EditPostMutationVariables = Exact<{
  input: EditPostInput;
}>;


export type EditPostMutation = { editPost: { status: EditPostStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, source: string | null, state: PostState, version: number, editedAt: string | null, contentNote: { labels: Array<string>, text: string | null } | null, thread: { id: string, slug: string, title: string, topics: Array<{ id: string, slug: string, name: string }> } } | null } };

export type HidePostMutationVariables = Exact<{
  input: HidePostInput;
}>;


export type HidePostMutation = { hidePost: { status: HidePostStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, state: PostState, version: number, thread: { replyCount: number } } | null } };

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


export type RestorePostMutation = { restorePost: { status: RestorePostStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, state: PostState, version: number, thread: { replyCount: number } } | null } };

export type WithdrawPostMutationVariables = Exact<{
  input: WithdrawPostInput;
}>;


export type WithdrawPostMutation = { withdrawPost: { status: WithdrawPostStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, state: PostState, version: number, thread: { id: string, title: string, replyCount: number } } | null } };

export type CompleteSignInMutationVariables = Exact<{
  input: CompleteSignInInput;
}>;


export type CompleteSignInMutation = { completeSignIn: { status: CompleteSignInStatus, next: string | null, sharedComputer: boolean | null, problems: Array<{ field: string | null, message: string }>, viewer: { state: MemberState } | null, askedElsewhere: { askedAt: string, askedIn: string | null, here: string | null } | null } };

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


export type AcceptAnswerMutation = { acceptAnswer: { status: AcceptAnswerStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, replyCount: number, acceptedAnswer: { id: string } | null } | null } };

export type FollowMutationVariables = Exact<{
  input: FollowInput;
}>;


export type FollowMutation = { follow: { status: FollowStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, viewerFollows: boolean } | null, topic: { id: string, viewerFollows: boolean } | null } };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { viewer: { home: { newSince: string, mightHelp: Array<{ id: string, slug: string, kind: ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, locked: boolean, author: { label: string, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null }>, answersForYou: Array<{ id: string, slug: string, kind: ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, locked: boolean, author: { label: string, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null }>, newThreads: Array<{ id: string, slug: string, kind: ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, locked: boolean, author: { label: string, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null }> } } | null };

export type HomeRowFragment = { id: string, slug: string, kind: ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, locked: boolean, author: { label: string, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null };

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


export type MoreRepliesQuery = { thread: { id: string, replies: { nodes: Array<{ id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type MoreRepliesPostFragment = { id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null };

export type PostPlaceQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type PostPlaceQuery = { node: { id: string } | { id: string } | { id: string } | { id: string } | { id: string, thread: { id: string } } | { id: string } | { id: string } | { id: string } | { id: string } | null };

export type ReplyMutationVariables = Exact<{
  input: ReplyInput;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ReplyMutation = { reply: { status: ReplyStatus, problems: Array<{ field: string | null, message: string }>, post: { id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null } | null, thread: { id: string, replyCount: number, viewerFollows: boolean, locked: boolean, replies: { nodes: Array<{ id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null } };

export type RepliedPostFragment = { id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null };

export type StartThreadMutationVariables = Exact<{
  input: StartThreadInput;
}>;


export type StartThreadMutation = { startThread: { status: StartThreadStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, slug: string } | null } };

export type ThreadQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type ThreadQuery = { thread: { id: string, slug: string, kind: ThreadKind, title: string, locked: boolean, replyCount: number, viewerFollows: boolean, viewerUnreadCount: number, viewerReadUntil: string | null, viewerCanAccept: boolean, topics: Array<{ id: string, slug: string, name: string }>, opening: { id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null }, acceptedAnswer: { id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null } | null, replies: { nodes: Array<{ id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ThreadPostFragment = { id: string, body: string, state: PostState, version: number, createdAt: string, editedAt: string | null, viewerReactions: Array<Reaction>, viewerIsAuthor: boolean, author: { label: string, isCoordinator: boolean, isNamed: boolean, sector: { slug: string, name: string } | null }, reactions: Array<{ reaction: Reaction, count: number }>, contentNote: { labels: Array<string>, text: string | null } | null };

export type ThreadFiltersQueryVariables = Exact<{ [key: string]: never; }>;


export type ThreadFiltersQuery = { topics: Array<{ id: string, slug: string, name: string, description: string, viewerFollows: boolean }>, sectors: Array<{ id: string, slug: string, name: string }> };

export type ThreadsQueryVariables = Exact<{
  filter?: InputMaybe<ThreadFilter>;
  order: ThreadOrder;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type ThreadsQuery = { threads: { nodes: Array<{ id: string, slug: string, kind: ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, locked: boolean, author: { label: string, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ThreadsRowFragment = { id: string, slug: string, kind: ThreadKind, title: string, excerpt: string, createdAt: string, lastActivityAt: string, replyCount: number, locked: boolean, author: { label: string, isCoordinator: boolean, sector: { slug: string, name: string } | null }, contentNote: { labels: Array<string>, text: string | null } | null };

export type TopicChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type TopicChoicesQuery = { topics: Array<{ id: string, slug: string, name: string, description: string }> };

export type UnlockThreadMutationVariables = Exact<{
  input: UnlockThreadInput;
}>;


export type UnlockThreadMutation = { unlockThread: { status: UnlockThreadStatus, problems: Array<{ field: string | null, message: string }>, thread: { id: string, locked: boolean } | null } };

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { viewer: { email: string, version: number, member: { id: string, name: string, role: string | null, organisation: { name: string } | null, sector: { id: string }, expertise: Array<{ id: string }> }, emailPreferences: { digest: DigestFrequency, replies: boolean, helped: boolean, suspendedAfterBounce: boolean, nextDigestAt: string | null }, sessions: Array<{ id: string, startedAt: string, lastUsedAt: string, expiresAt: string, device: string, shared: boolean, current: boolean }> } | null, sectors: Array<{ id: string, name: string }>, topics: Array<{ id: string, name: string }> };

export type UpdateEmailPreferencesMutationVariables = Exact<{
  input: UpdateEmailPreferencesInput;
}>;


export type UpdateEmailPreferencesMutation = { updateEmailPreferences: { status: UpdateEmailPreferencesStatus } };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { updateProfile: { status: UpdateProfileStatus, problems: Array<{ field: string | null, message: string }>, viewer: { version: number } | null } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { state: MemberState, isCoordinator: boolean, unreadCount: number, member: { id: string, name: string, sector: { id: string, slug: string, name: string } } } | null, community: { name: string, timeZone: string, contact: string | null, isDemo: boolean, limits: { title: number, body: number, name: number, role: number, organisation: number, why: number, reason: number, topicsPerThread: number } }, desk: { queue: { applicantCount: number, reportCount: number, bounceCount: number, failedJobCount: number, restoreCount: number } } | null };

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
    isCoordinator
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
    isCoordinator
    isNamed
    sector {
      slug
      name
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
}
    `, {"fragmentName":"MoreRepliesPost"}) as unknown as TypedDocumentString<MoreRepliesPostFragment, unknown>;
export const RepliedPostFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment RepliedPost on Post {
  id
  author {
    label
    isCoordinator
    isNamed
    sector {
      slug
      name
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
}
    `, {"fragmentName":"RepliedPost"}) as unknown as TypedDocumentString<RepliedPostFragment, unknown>;
export const ThreadPostFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ThreadPost on Post {
  id
  author {
    label
    isCoordinator
    isNamed
    sector {
      slug
      name
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
    isCoordinator
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
      restoreCount
    }
  }
}
    `) as unknown as TypedDocumentString<ApproveMemberMutation, ApproveMemberMutationVariables>;
export const AuditDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Audit($filter: AuditFilter, $after: String) {
  desk {
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
        post {
          id
          state
        }
        thread {
          id
          slug
        }
        member {
          id
          name
        }
        memberState
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
      restoreCount
    }
  }
}
    `) as unknown as TypedDocumentString<DeclineMemberMutation, DeclineMemberMutationVariables>;
export const DigestDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Digest($issue: ID) {
  desk {
    digest(issue: $issue) {
      id
      state
      from
      cutOffAt
      sendAt
      heldReason
      mayHaveGone
      counts {
        queued
        sent
        unconfirmed
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
    `) as unknown as TypedDocumentString<DigestPreviewQuery, DigestPreviewQueryVariables>;
export const HiddenPostDocument = /*#__PURE__*/ new TypedDocumentString(`
    query HiddenPost($id: ID!) {
  desk {
    hiddenPost(id: $id) {
      id
      body
      state
      createdAt
      author {
        label
        isCoordinator
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
}
    `) as unknown as TypedDocumentString<HiddenPostQuery, HiddenPostQueryVariables>;
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
      mayHaveGone
    }
  }
}
    `) as unknown as TypedDocumentString<HoldDigestMutation, HoldDigestMutationVariables>;
export const LeaveOutDigestDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation LeaveOutDigest($input: LeaveOutDigestInput!) {
  leaveOutDigest(input: $input) {
    status
    problems {
      field
      message
    }
    digest {
      id
      state
      heldReason
      mayHaveGone
    }
  }
}
    `) as unknown as TypedDocumentString<LeaveOutDigestMutation, LeaveOutDigestMutationVariables>;
export const LeaveOutKeptEmailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation LeaveOutKeptEmails($input: LeaveOutKeptEmailsInput!) {
  leaveOutKeptEmails(input: $input) {
    status
    problems {
      field
      message
    }
    restores {
      id
      backupAt
      restoredAt
      keptEmails
    }
  }
}
    `) as unknown as TypedDocumentString<LeaveOutKeptEmailsMutation, LeaveOutKeptEmailsMutationVariables>;
export const MembersByNameDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MembersByName($name: String!) {
  members(filter: {name: $name}, first: 8) {
    nodes {
      id
      name
      isCoordinator
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
export const OrganisationsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Organisations($name: String, $after: String) {
  desk {
    organisations(name: $name, first: 20, after: $after) {
      nodes {
        id
        name
        sameNameIn {
          slug
          name
        }
        sector {
          slug
          name
        }
      }
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrganisationsQuery, OrganisationsQueryVariables>;
export const PeopleDocument = /*#__PURE__*/ new TypedDocumentString(`
    query People($filter: MemberFilter!, $after: String) {
  members(filter: $filter, first: 20, after: $after) {
    nodes {
      id
      name
      isCoordinator
      sameNameAs {
        id
        name
        isCoordinator
      }
      role
      sector {
        slug
        name
      }
      organisation {
        id
        name
      }
      joinedAt
    }
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleQuery, PeopleQueryVariables>;
export const QueueDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Queue($afterApplicant: String, $afterReport: String, $afterBounce: String) {
  desk {
    restores {
      id
      backupAt
      restoredAt
      keptEmails
    }
    digest {
      id
      mayHaveGone
    }
    queue {
      applicantCount
      reportCount
      bounceCount
      failedJobCount
      restoreCount
      applicants(first: 20, after: $afterApplicant) {
        nodes {
          id
          name
          sameNameAs {
            id
            name
            isCoordinator
          }
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
            isCoordinator
            sector {
              slug
              name
            }
          }
          member {
            id
            name
            isCoordinator
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
              isCoordinator
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
      bounces(first: 20, after: $afterBounce) {
        nodes {
          id
          name
          isCoordinator
          sector {
            slug
            name
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<QueueQuery, QueueQueryVariables>;
export const ReinstateMemberDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ReinstateMember($input: ReinstateMemberInput!) {
  reinstateMember(input: $input) {
    status
    problems {
      field
      message
    }
    member {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ReinstateMemberMutation, ReinstateMemberMutationVariables>;
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
      mayHaveGone
    }
  }
}
    `) as unknown as TypedDocumentString<ReleaseDigestMutation, ReleaseDigestMutationVariables>;
export const RenameOrganisationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RenameOrganisation($input: RenameOrganisationInput!) {
  renameOrganisation(input: $input) {
    status
    problems {
      field
      message
    }
    organisation {
      id
      name
      sameNameIn {
        slug
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RenameOrganisationMutation, RenameOrganisationMutationVariables>;
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
      restoreCount
    }
  }
}
    `) as unknown as TypedDocumentString<ResolveReportMutation, ResolveReportMutationVariables>;
export const ResumeMailDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResumeMail($input: ResumeMailInput!) {
  resumeMail(input: $input) {
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
      restoreCount
    }
  }
}
    `) as unknown as TypedDocumentString<ResumeMailMutation, ResumeMailMutationVariables>;
export const SendKeptEmailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SendKeptEmails($input: SendKeptEmailsInput!) {
  sendKeptEmails(input: $input) {
    status
    problems {
      field
      message
    }
    restores {
      id
      backupAt
      restoredAt
      keptEmails
    }
  }
}
    `) as unknown as TypedDocumentString<SendKeptEmailsMutation, SendKeptEmailsMutationVariables>;
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
export const SettleRestoreDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SettleRestore($input: SettleRestoreInput!) {
  settleRestore(input: $input) {
    status
    problems {
      field
      message
    }
    restores {
      id
      backupAt
      restoredAt
      keptEmails
    }
  }
}
    `) as unknown as TypedDocumentString<SettleRestoreMutation, SettleRestoreMutationVariables>;
export const SuspendMemberDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SuspendMember($input: SuspendMemberInput!) {
  suspendMember(input: $input) {
    status
    problems {
      field
      message
    }
    member {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SuspendMemberMutation, SuspendMemberMutationVariables>;
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
          isCoordinator
        }
        reason
        outcome
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
      thread {
        replyCount
      }
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
      thread {
        replyCount
      }
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
        replyCount
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
    next
    sharedComputer
    askedElsewhere {
      askedAt
      askedIn
      here
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
      replyCount
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
    isCoordinator
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
    isCoordinator
    isNamed
    sector {
      slug
      name
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
}`) as unknown as TypedDocumentString<MoreRepliesQuery, MoreRepliesQueryVariables>;
export const PostPlaceDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PostPlace($id: ID!) {
  node(id: $id) {
    id
    ... on Post {
      thread {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PostPlaceQuery, PostPlaceQueryVariables>;
export const ReplyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation Reply($input: ReplyInput!, $after: String) {
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
      replies(first: 20, after: $after) {
        nodes {
          ...RepliedPost
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    fragment RepliedPost on Post {
  id
  author {
    label
    isCoordinator
    isNamed
    sector {
      slug
      name
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
    viewerUnreadCount
    viewerReadUntil
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
    isCoordinator
    isNamed
    sector {
      slug
      name
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
    isCoordinator
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
      nextDigestAt
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
    timeZone
    contact
    isDemo
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
  desk {
    queue {
      applicantCount
      reportCount
      bounceCount
      failedJobCount
      restoreCount
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;