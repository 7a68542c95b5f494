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
  /**
   * Text with the few elements that an editor has: p, br, strong, em, code, a, h3, ul,
   * ol, li, blockquote, pre and tables. The server cleans what comes in; what goes out
   * is safe to put into a page. Spaces stand as they were typed. `data-id` on a span or
   * a link names a member or a thread: the words in it are the server's, for each reader.
   */
  HTML: { input: string; output: string; }
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

/** What was done. */
export type Act =
  /** An applicant became a member. */
  | 'APPROVE_MEMBER'
  /** An applicant was asked something. */
  | 'ASK_APPLICANT'
  /** A collection that was put away is shown again. */
  | 'BRING_BACK_COLLECTION'
  /** A resource was said to hold, in its keeper's place. */
  | 'CONFIRM_RESOURCE'
  /** The operator made somebody co-ordinator. */
  | 'CREATE_COORDINATOR'
  /** An applicant was declined. */
  | 'DECLINE_MEMBER'
  /** A post was hidden. */
  | 'HIDE_POST'
  /** The digest was kept back. */
  | 'HOLD_DIGEST'
  /** The operator shared resources from a list in a member's name. */
  | 'IMPORT_RESOURCES'
  /** A digest that may have gone out before a restore was left out. */
  | 'LEAVE_OUT_DIGEST'
  /** Emails that may have gone out before a restore were left out. */
  | 'LEAVE_OUT_KEPT_EMAILS'
  /** A thread was closed to replies. */
  | 'LOCK_THREAD'
  /** A collection was made. */
  | 'MAKE_COLLECTION'
  /** A thread was put on top as the welcome. */
  | 'PIN_THREAD'
  /** A collection was put away. */
  | 'PUT_AWAY_COLLECTION'
  /** A resource was recommended. */
  | 'RECOMMEND_RESOURCE'
  /** A member's access was given back. */
  | 'REINSTATE_MEMBER'
  /** The digest was let go. */
  | 'RELEASE_DIGEST'
  /** Words no longer count as meaning the same. */
  | 'REMOVE_SYNONYMS'
  /** An organisation got another name. */
  | 'RENAME_ORGANISATION'
  /** A report was answered. */
  | 'RESOLVE_REPORT'
  /** The operator put a backup in the place of the database. */
  | 'RESTORE_BACKUP'
  /** A hidden post was put back. */
  | 'RESTORE_POST'
  /** An address that refused mail is tried again. */
  | 'RESUME_MAIL'
  /** A collection was changed. */
  | 'REVISE_COLLECTION'
  /** Words that mean the same were written down. */
  | 'SAVE_SYNONYMS'
  /** Emails that may have gone out before a restore were sent. */
  | 'SEND_KEPT_EMAILS'
  /** A test copy of the digest was sent. */
  | 'SEND_TEST_DIGEST'
  /** What a restored backup means for members was dealt with. */
  | 'SETTLE_RESTORE'
  /** Somebody else's thread was closed with what was learned. */
  | 'SUMMARISE_THREAD'
  /** A member's access was paused. */
  | 'SUSPEND_MEMBER'
  /** The co-ordinator keeps a resource from now on. */
  | 'TAKE_ON_RESOURCE'
  /** A thread was opened again. */
  | 'UNLOCK_THREAD'
  /** A thread no longer stands on top. */
  | 'UNPIN_THREAD'
  /** A resource is no longer recommended. */
  | 'UNRECOMMEND_RESOURCE'
  /** A resource was withdrawn. */
  | 'WITHDRAW_RESOURCE';

/** A document's next version. */
export type AddVersionInput = {
  /** The version of the facts beside which it was chosen. */
  expectedVersion: Scalars['Int']['input'];
  /** One that you brought. */
  file: Scalars['ID']['input'];
  /** Of which document. */
  thread: Scalars['ID']['input'];
  /** Since the version before: one line. */
  whatChanged: Scalars['String']['input'];
};

/** What came of giving a document a new version. */
export type AddVersionStatus =
  /** It is there, and those who used the document are told. */
  | 'ADDED'
  /** The resource was changed meanwhile: look at what is there now. */
  | 'CHANGED_ELSEWHERE'
  /** Something must be put right first. */
  | 'INVALID'
  /** There is no such document. */
  | 'NOT_FOUND'
  /** Somebody else keeps it. */
  | 'NOT_KEEPER'
  /** It was replaced or withdrawn: nobody should use it. */
  | 'RETIRED';

/** The ages that a library is narrowed by. */
export type AgeBand =
  /** Secondary school. */
  | 'ELEVEN_TO_FIFTEEN'
  /** Primary school. */
  | 'FIVE_TO_TEN'
  /** Young adults. */
  | 'NINETEEN_TO_TWENTY_FIVE'
  /** Everybody older. */
  | 'OVER_TWENTY_FIVE'
  /** Sixth form and college. */
  | 'SIXTEEN_TO_EIGHTEEN'
  /** Before school. */
  | 'UNDER_FIVE';

/** An answer to the co-ordinator. */
export type AnswerQuestionInput = {
  /** The answer. */
  answer: Scalars['String']['input'];
  /** The version of the viewer that they saw: with another question it is another. */
  expectedVersion: Scalars['Int']['input'];
};

/** What became of it. */
export type AnswerQuestionStatus =
  /** The co-ordinator has the answer. */
  | 'ANSWERED'
  /** The co-ordinator has asked something else, it was answered elsewhere, or nothing was asked. */
  | 'CHANGED_ELSEWHERE'
  /** The co-ordinator has decided. */
  | 'DECIDED'
  /** The answer needs another look. */
  | 'INVALID';

/** What became of a decision about an applicant, or of a question to them. */
export type ApplicantDecisionStatus =
  /** It is decided already. */
  | 'ALREADY'
  /** They changed their request, or answered, or were asked something meanwhile; nothing was done. */
  | 'CHANGED_ELSEWHERE'
  /** It is done. */
  | 'DONE'
  /** The reason, or the question, needs another look. */
  | 'INVALID'
  /** Nobody of that kind waits. */
  | 'NOT_FOUND';

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

/** What a decision needs. */
export type ApproveMemberInput = {
  /** The version that was read: no decision is about other words. */
  expectedVersion: Scalars['Int']['input'];
  /** What it is about. */
  member: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What a collection is called, what it is for, what is in it, and where it stands. */
export type ArrangementInput = {
  /** The collection that it comes after; without one it is the first. */
  after?: InputMaybe<Scalars['ID']['input']>;
  /** Its resources, in order. */
  entries: Array<CollectionEntryInput>;
  /** What it is for. A line break makes a paragraph. */
  intro: Scalars['String']['input'];
  /** One line. */
  title: Scalars['String']['input'];
};

/** A question to an applicant. */
export type AskApplicantInput = {
  /** The version that was read: no question is about other words. */
  expectedVersion: Scalars['Int']['input'];
  /** Whom. */
  member: Scalars['ID']['input'];
  /** What. It is kept in the audit list. */
  question: Scalars['String']['input'];
};

/** Whom a resource speaks to. */
export type Audience =
  /** Adults who need it for themselves. */
  | 'ADULTS'
  /** Parents and carers. */
  | 'PARENTS_AND_CARERS'
  /** Whoever supports others. */
  | 'STAFF'
  /** Children and young people. */
  | 'YOUNG_PEOPLE';

/** Which acts a list holds. */
export type AuditFilter = {
  /** Of this kind. */
  act?: InputMaybe<Act>;
  /** By this member, or done to them. */
  member?: InputMaybe<Scalars['ID']['input']>;
};

/** What a decision needs. */
export type BringBackCollectionInput = {
  /** What it is about. */
  collection: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** A kind of case on the desk. */
export type CaseKind =
  /** Somebody asks to join. */
  | 'APPLICANT'
  /** A member whose address refuses mail. */
  | 'BOUNCE'
  /** A job that was given up. */
  | 'FAILED_JOB'
  /** A resource whose review date has passed, or whose link is broken. */
  | 'OVERDUE_RESOURCE'
  /** A report without an answer. */
  | 'REPORT'
  /** A backup that was put back, and that you have not dealt with yet. */
  | 'RESTORE';

/** A resource that was looked at, and still holds. */
export type CheckResourceInput = {
  /** By when it is looked at again; in a year without it. */
  reviewBy?: InputMaybe<Scalars['Date']['input']>;
  /** Which. */
  thread: Scalars['ID']['input'];
};

/** What came of looking at a resource again. */
export type CheckResourceStatus =
  /** It holds until its next review. */
  | 'CHECKED'
  /** The date must be put right first. */
  | 'INVALID'
  /** There is no such resource. */
  | 'NOT_FOUND'
  /** Somebody else keeps it. */
  | 'NOT_KEEPER';

/** A resource in a collection. */
export type CollectionEntryInput = {
  /** What stands over it and those after it. */
  heading?: Scalars['String']['input'];
  /** The resource. */
  resource: Scalars['ID']['input'];
  /** What it is good for here. */
  words?: Scalars['String']['input'];
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

/** What a decision needs. */
export type ConfirmResourceInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
  thread: Scalars['ID']['input'];
};

/** What became of a co-ordinator's decision. */
export type DecisionStatus =
  /** It stands so already, or somebody decided otherwise. */
  | 'ALREADY'
  /** It is done. */
  | 'DONE'
  /** The reason needs another look, or it is not to be done. */
  | 'INVALID'
  /** There is nothing of that kind to decide about. */
  | 'NOT_FOUND';

/** What a decision needs. */
export type DeclineMemberInput = {
  /** The version that was read: no decision is about other words. */
  expectedVersion: Scalars['Int']['input'];
  /** What it is about. */
  member: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What a picture shows. */
export type DescribeFileInput = {
  /** For those who do not see it; empty for one that is decoration. */
  alternative: Scalars['String']['input'];
  /** Which: one that you brought. */
  file: Scalars['ID']['input'];
};

/** What came of describing a picture. */
export type DescribeFileStatus =
  /** Something must be put right first. */
  | 'INVALID'
  /** There is no such file, or somebody else brought it. */
  | 'NOT_FOUND'
  /** It is saved. */
  | 'SAVED';

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
  body: Scalars['HTML']['input'];
  /** The version that you edited. */
  expectedVersion: Scalars['Int']['input'];
  /** Its files from now on, in their order; without it they stay as they are. */
  files?: InputMaybe<Array<Scalars['ID']['input']>>;
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

/** By what a library is narrowed, with a count for each value. */
export type Facet =
  /** How old they are. */
  | 'AGE'
  /** Whom it speaks to. */
  | 'AUDIENCE'
  /** What one holds in the hand. */
  | 'FORMAT'
  /** Whether it still holds. */
  | 'STATE'
  /** What it is about: the slug of a topic. */
  | 'TOPIC';

/** What a file is, by its content. */
export type FileKind =
  /** A table as plain text. */
  | 'CSV'
  /** A text of Word. */
  | 'DOCX'
  /** A picture without transparency. */
  | 'JPEG'
  /** A sound recording. */
  | 'MP3'
  /** Slides of LibreOffice. */
  | 'ODP'
  /** A table of LibreOffice. */
  | 'ODS'
  /** A text of LibreOffice. */
  | 'ODT'
  /** A document to read and print. */
  | 'PDF'
  /** A picture with transparency. */
  | 'PNG'
  /** Slides of PowerPoint. */
  | 'PPTX'
  /** Plain text. */
  | 'TXT'
  /** Subtitles of a recording. */
  | 'VTT'
  /** A picture as it was sent; it is kept as one of the two above. */
  | 'WEBP'
  /** A table of Excel. */
  | 'XLSX';

/** Whether a file can be had. */
export type FileState =
  /** It is being checked for viruses. */
  | 'HELD'
  /** Whoever may see its post can have it. */
  | 'READY'
  /** Something was found in it, and it is gone. */
  | 'REFUSED';

/** What is known of the words in a file. */
export type FileWords =
  /** They were read, and the file is found by them. */
  | 'FOUND'
  /** It is none that has words. */
  | 'NONE'
  /** Its pages are pictures only: it has no words to search for. */
  | 'PICTURES_ONLY'
  /** It could not be read: damaged, locked, or too large. */
  | 'UNREADABLE'
  /** They are about to be read. */
  | 'WAITING';

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

/** A resource, and who keeps it from now on. */
export type HandOnResourceInput = {
  /** Which. */
  thread: Scalars['ID']['input'];
  /** To whom. */
  to: Scalars['ID']['input'];
};

/** What came of handing a resource on. */
export type HandOnResourceStatus =
  /** They keep it now, and are told. */
  | 'HANDED_ON'
  /** They are no active member, or keep it already. */
  | 'NOT_A_MEMBER'
  /** There is no such resource. */
  | 'NOT_FOUND'
  /** Somebody else keeps it. */
  | 'NOT_KEEPER';

/** What a decision needs. */
export type HidePostInput = {
  /** What it is about. */
  post: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What a decision needs. */
export type HoldDigestInput = {
  /** What it is about. */
  issue: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
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

/** What a summary is in the library. */
export type InLibraryInput = {
  /** Whom it speaks to. */
  audiences: Array<Audience>;
  /** By when it is looked at again; in a year without it. */
  reviewBy?: InputMaybe<Scalars['Date']['input']>;
  /** Its title there. */
  title: Scalars['String']['input'];
};

/** What a decision needs. */
export type LeaveOutDigestInput = {
  /** What it is about. */
  issue: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What a decision needs. */
export type LeaveOutKeptEmailsInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
  restore: Scalars['ID']['input'];
};

/** What a decision needs. */
export type LockThreadInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
  thread: Scalars['ID']['input'];
};

/** A collection to make. */
export type MakeCollectionInput = {
  /** What is in it. */
  arrangement: ArrangementInput;
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What came of making a collection. */
export type MakeCollectionStatus =
  /** Something must be put right first. */
  | 'INVALID'
  /** Members see it in the library. */
  | 'MADE';

/** Everything that you ever opened or follow, marked as read. */
export type MarkAllReadInput = {
  /** Takes back what was marked then (`markedAt`); what you have read since stays read. */
  undo?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What came of marking everything as read. */
export type MarkAllReadStatus =
  /** It is as you wished. */
  | 'SAVED';

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

/** A search that found nothing. */
export type NoteSearchMissInput = {
  /** What was looked for. */
  text: Scalars['String']['input'];
};

/** What became of it. */
export type NoteSearchMissStatus =
  /** It counts, if there was nothing. */
  | 'NOTED';

/** What happened. */
export type NotificationKind =
  /** You are a member now. */
  | 'APPLICATION_APPROVED'
  /** Somebody replied to a thread that you follow. */
  | 'FOLLOWED_REPLY'
  /** Your answer helped. */
  | 'HELPED'
  /** The link of a resource that you keep may be broken. */
  | 'LINK_BROKEN'
  /** Somebody mentioned you in a post. */
  | 'MENTIONED'
  /** A document that you used, or whose thread you follow, has a new version. */
  | 'NEW_VERSION'
  /** The co-ordinator hid a post of yours. */
  | 'POST_HIDDEN'
  /** The co-ordinator put it back. */
  | 'POST_RESTORED'
  /** Somebody replied to a thread that you started. */
  | 'REPLY'
  /** Your report was answered. */
  | 'REPORT_RESOLVED'
  /** You keep a resource now. */
  | 'RESOURCE_HANDED_ON'
  /** A resource that you keep or used was replaced or withdrawn. */
  | 'RESOURCE_RETIRED'
  /** Somebody shared a resource on a topic that you follow. */
  | 'RESOURCE_SHARED'
  /** A resource that you keep wants looking at. */
  | 'REVIEW_DUE'
  /** A thread that you follow was closed with what was learned. */
  | 'SUMMARISED'
  /** The co-ordinator closed a thread that you started. */
  | 'THREAD_LOCKED';

/** What a decision needs. */
export type PinThreadInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
  thread: Scalars['ID']['input'];
};

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

/** What a decision needs. */
export type PutAwayCollectionInput = {
  /** What it is about. */
  collection: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

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

/** What a decision needs. */
export type RecommendResourceInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
  thread: Scalars['ID']['input'];
};

/** How you used a resource: a reply with a few facts. */
export type RecordUseInput = {
  /** From this age on, in years. */
  agesFrom?: InputMaybe<Scalars['Int']['input']>;
  /** To this age, in years. */
  agesTo?: InputMaybe<Scalars['Int']['input']>;
  /** What happened. */
  body: Scalars['HTML']['input'];
  /** The same for every click on one button: a double click posts once. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** With whom: "my Year 9 tutor group". */
  setting: Scalars['String']['input'];
  /** Which resource. */
  thread: Scalars['ID']['input'];
};

/** What a decision needs. */
export type ReinstateMemberInput = {
  /** What it is about. */
  member: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What a decision needs. */
export type ReleaseDigestInput = {
  /** What it is about. */
  issue: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What a decision needs. */
export type RemoveSynonymsInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
  synonym: Scalars['ID']['input'];
};

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
  body: Scalars['HTML']['input'];
  /** Files that you brought: up to ten. */
  files?: Array<Scalars['ID']['input']>;
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
  /** It was closed with what was learned, maybe while you were writing. */
  | 'SUMMARISED'
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

/** What a decision needs. */
export type ResolveReportInput = {
  /** What came of it. */
  outcome: ReportOutcome;
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
  report: Scalars['ID']['input'];
};

/** What somebody says of a resource. What is left empty nobody knows. */
export type ResourceFactsInput = {
  /** In which other formats it is to be had. */
  accessibleFormats?: Scalars['String']['input'];
  /** Of a link: where it leads. `http` or `https`. */
  address?: InputMaybe<Scalars['String']['input']>;
  /** From this age on, in years. */
  agesFrom?: InputMaybe<Scalars['Int']['input']>;
  /** To this age, in years. */
  agesTo?: InputMaybe<Scalars['Int']['input']>;
  /** Where it applies. */
  appliesTo?: Scalars['String']['input'];
  /** Whom it speaks to. */
  audiences: Array<Audience>;
  /** What it costs. */
  cost?: Scalars['String']['input'];
  /** What one holds in the hand. */
  format: ResourceFormat;
  /** In which language it is. */
  language?: Scalars['String']['input'];
  /** What may be done with it. */
  licence?: Scalars['String']['input'];
  /** When it was made: "2023". */
  made?: Scalars['String']['input'];
  /** Who made it. */
  maker?: Scalars['String']['input'];
  /** How long one reads or watches. */
  minutes?: InputMaybe<Scalars['Int']['input']>;
};

/** Which resources the library shows. All that is given must hold. */
export type ResourceFilter = {
  /** For people of these ages, or of any age. */
  age?: InputMaybe<AgeBand>;
  /** For these people. */
  audience?: InputMaybe<Audience>;
  /** A link, a document or a text. */
  form?: InputMaybe<ResourceForm>;
  /** Of this format. */
  format?: InputMaybe<ResourceFormat>;
  /** Kept by this member. */
  keeper?: InputMaybe<Scalars['ID']['input']>;
  /** Recommended by the co-ordinator; or, when false, not. */
  recommended?: InputMaybe<Scalars['Boolean']['input']>;
  /** In this state; without it all that were neither replaced nor withdrawn. */
  state?: InputMaybe<ResourceState>;
  /**
   * With all of these words, as the search finds them; the last may be the
   * beginning of one. The first 200 characters and 16 words of it.
   */
  text?: InputMaybe<Scalars['String']['input']>;
  /** With this topic. */
  topic?: InputMaybe<Scalars['ID']['input']>;
};

/** What a resource is. */
export type ResourceForm =
  /** A document that is kept here. */
  | 'DOCUMENT'
  /** A page elsewhere. */
  | 'LINK'
  /** Text that was written here: the first message. */
  | 'TEXT';

/** What one holds in the hand. */
export type ResourceFormat =
  /** To listen to. */
  | 'AUDIO'
  /** To read and come back to. */
  | 'GUIDE'
  /** Some pages at most, to give away. */
  | 'LEAFLET'
  /** To hang up. */
  | 'POSTER'
  /** To show a group. */
  | 'SLIDES'
  /** How an organisation does it: a policy, a form, a letter. */
  | 'TEMPLATE'
  /** To learn with, step by step. */
  | 'TRAINING'
  /** To watch. */
  | 'VIDEO'
  /** Several pages of a site. */
  | 'WEBSITE'
  /** To fill in, alone or together. */
  | 'WORKSHEET';

/** The orders of a list of resources. */
export type ResourceOrder =
  /** The one that most organisations used first. */
  | 'MOST_USED'
  /** The one that was shared last first. */
  | 'NEWEST'
  /** The one that was looked at last first. */
  | 'RECENTLY_CHECKED';

/** Whether a resource still holds. */
export type ResourceState =
  /** It was looked at, and holds until its review date. */
  | 'CURRENT'
  /** Its review date is at most a month away. */
  | 'DUE'
  /** Its review date has passed: look twice before you use it. */
  | 'OVERDUE'
  /** Another one stands in its place. */
  | 'REPLACED'
  /** It should not be used any more. */
  | 'WITHDRAWN';

/** What a decision needs. */
export type RestorePostInput = {
  /** What it is about. */
  post: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What a decision needs. */
export type ResumeMailInput = {
  /** What it is about. */
  member: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** A resource that should not be used any more: what stands in its place, or why. */
export type RetireResourceInput = {
  /** Why, if none does. It stands on its page. */
  reason?: Scalars['String']['input'];
  /** The resource that stands in its place. */
  replacedBy?: InputMaybe<Scalars['ID']['input']>;
  /** Which. */
  thread: Scalars['ID']['input'];
};

/** What came of retiring a resource. */
export type RetireResourceStatus =
  /** The reason needs another look. */
  | 'INVALID'
  /** There is no such resource. */
  | 'NOT_FOUND'
  /** What is to stand in its place is not kept in the library, or leads back here. */
  | 'NOT_IN_LIBRARY'
  /** Somebody else keeps it. */
  | 'NOT_KEEPER'
  /** Its page says so, and those who used it are told. */
  | 'RETIRED';

/** What a collection is to be. */
export type ReviseCollectionInput = {
  /** What is in it now. */
  arrangement: ArrangementInput;
  /** Which. */
  collection: Scalars['ID']['input'];
  /** The version that was changed. */
  expectedVersion: Scalars['Int']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What came of changing a collection. */
export type ReviseCollectionStatus =
  /** It was changed meanwhile: look at what is there now. */
  | 'CHANGED_ELSEWHERE'
  /** Something must be put right first. */
  | 'INVALID'
  /** There is no such collection. */
  | 'NOT_FOUND'
  /** It is saved. */
  | 'SAVED';

/** A resource's next facts. */
export type ReviseResourceInput = {
  /** The version of the facts that was revised. */
  expectedVersion: Scalars['Int']['input'];
  /** All of its facts. */
  facts: ResourceFactsInput;
  /** By when it is looked at again; unchanged without it. */
  reviewBy?: InputMaybe<Scalars['Date']['input']>;
  /** Which. */
  thread: Scalars['ID']['input'];
};

/** What came of giving a resource other facts. */
export type ReviseResourceStatus =
  /** They were changed meanwhile: look at what is there now. */
  | 'CHANGED_ELSEWHERE'
  /** Something must be put right first. */
  | 'INVALID'
  /** There is no such resource. */
  | 'NOT_FOUND'
  /** Somebody else keeps it. */
  | 'NOT_KEEPER'
  /** They are saved. */
  | 'SAVED';

/** A group of words that mean the same. */
export type SaveSynonymsInput = {
  /** Which; a new one when none is given. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** Its words, with commas between. */
  words: Scalars['String']['input'];
};

/** What became of it. */
export type SaveSynonymsStatus =
  /** The words or the reason need another look. */
  | 'INVALID'
  /** There is no such group any more. */
  | 'NOT_FOUND'
  /** Whoever looks for one of the words finds the others. */
  | 'SAVED';

/** Keep a thread for later, or no longer. */
export type SaveThreadInput = {
  /** Keep it, or no longer. */
  on: Scalars['Boolean']['input'];
  /** Which. */
  thread: Scalars['ID']['input'];
};

/** What came of keeping a thread for later. */
export type SaveThreadStatus =
  /** There is no such thread. */
  | 'NOT_FOUND'
  /** As you wished. */
  | 'SAVED';

/** Which hits; all that is given must hold. */
export type SearchFilter = {
  /** Written by this member, under their name. */
  from?: InputMaybe<Scalars['ID']['input']>;
  /** Of these kinds. */
  kinds?: InputMaybe<Array<SearchKind>>;
  /** With this topic; of members, those who know about it. */
  topic?: InputMaybe<Scalars['ID']['input']>;
  /** Only questions without an answer that are not closed. */
  unanswered?: Scalars['Boolean']['input'];
};

/** What a search finds. */
export type SearchKind =
  /** A collection of resources. */
  | 'COLLECTION'
  /** A member. */
  | 'MEMBER'
  /** A reply in a thread. */
  | 'REPLY'
  /** A resource of the library. */
  | 'RESOURCE'
  /** A question, a discussion, something that worked, a call for partners. */
  | 'THREAD';

/** What a decision needs. */
export type SendKeptEmailsInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
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

/** What a decision needs. */
export type SettleRestoreInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
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

/** A resource to share. */
export type ShareResourceInput = {
  /** Why it helps; of a text, the text. */
  body: Scalars['HTML']['input'];
  /** What is said before its words, if they are hard to read: "Mentions suicide". */
  contentNote?: Scalars['String']['input'];
  /** What is said of it. */
  facts: ResourceFactsInput;
  /** Of a document: its file, which you brought. */
  file?: InputMaybe<Scalars['ID']['input']>;
  /** A link, a document or a text. */
  form: ResourceForm;
  /** The same for every click on one button: a double click shares once. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** By when it is looked at again; in a year without it. */
  reviewBy?: InputMaybe<Scalars['Date']['input']>;
  /** One line. */
  title: Scalars['String']['input'];
  /** From one to three topics. */
  topics: Array<Scalars['ID']['input']>;
};

/** What came of sharing a resource. */
export type ShareResourceStatus =
  /** Something must be put right first. */
  | 'INVALID'
  /** It is in the library. */
  | 'SHARED'
  /** You posted more in a short time than anybody types. Wait a little. */
  | 'TOO_MANY';

/** What was learned in a thread, for the library. */
export type ShareSummaryInput = {
  /** What it is there. */
  library: InLibraryInput;
  /** In which thread. */
  thread: Scalars['ID']['input'];
};

/** What came of putting a summary into the library. */
export type ShareSummaryStatus =
  /** It is there already. */
  | 'ALREADY'
  /** Something must be put right first. */
  | 'INVALID'
  /** There is no such summary. */
  | 'NOT_FOUND'
  /** Only whoever wrote it can: they keep it true from then on. */
  | 'NOT_YOURS'
  /** It is in the library. */
  | 'SHARED'
  /** You posted more in a short time than anybody types. Wait a little. */
  | 'TOO_MANY';

/** What became of it. */
export type SignOutEverywhereStatus =
  /** They are signed out. */
  | 'SIGNED_OUT';

/** What became of it. */
export type SignOutStatus =
  /** They are signed out. */
  | 'SIGNED_OUT';

/** A thread to start. */
export type StartThreadInput = {
  /** The first message. */
  body: Scalars['HTML']['input'];
  /** Files of the first message, which you brought: up to ten. */
  files?: Array<Scalars['ID']['input']>;
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

/** What was learned in a thread. */
export type SummariseThreadInput = {
  /** A few lines. */
  body: Scalars['HTML']['input'];
  /** The same for every click on one button: a double click posts once. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What it is in the library, if it is to go there, too. */
  library?: InputMaybe<InLibraryInput>;
  /** Why, where the co-ordinator closes somebody else's thread. */
  reason?: Scalars['String']['input'];
  /** In which. */
  thread: Scalars['ID']['input'];
};

/** What came of summing a thread up. */
export type SummariseThreadStatus =
  /** It has a summary already. */
  | 'ALREADY'
  /** Something must be put right first. */
  | 'INVALID'
  /** The co-ordinator closed the thread. */
  | 'LOCKED'
  /** There is no such thread. */
  | 'NOT_FOUND'
  /** What is kept in the library has no end. */
  | 'NOT_TALK'
  /** Only whoever started the thread can, and the co-ordinator. */
  | 'NOT_YOURS'
  /** It is closed with what was learned. */
  | 'SUMMARISED'
  /** You posted more in a short time than anybody types. Wait a little. */
  | 'TOO_MANY';

/** What a decision needs. */
export type SuspendMemberInput = {
  /** What it is about. */
  member: Scalars['ID']['input'];
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
};

/** What a decision needs. */
export type TakeOnResourceInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
  thread: Scalars['ID']['input'];
};

/** Which threads a list holds. All that is given must hold. */
export type ThreadFilter = {
  /** Started by this member. */
  author?: InputMaybe<Scalars['ID']['input']>;
  /** Followed by you; or, when false, not. */
  following?: InputMaybe<Scalars['Boolean']['input']>;
  /** Of this kind. */
  kind?: InputMaybe<ThreadKind>;
  /** Put on top by the co-ordinator, as the welcome; or, when false, not. */
  pinned?: InputMaybe<Scalars['Boolean']['input']>;
  /** Kept by you for later; or, when false, not. */
  saved?: InputMaybe<Scalars['Boolean']['input']>;
  /** Started from this sector. */
  sector?: InputMaybe<Scalars['ID']['input']>;
  /** With this topic. */
  topic?: InputMaybe<Scalars['ID']['input']>;
  /** Questions without an answer that are not closed; or, when false, everything else. */
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
  | 'QUESTION'
  /** Shares a link, a document or a text that is worth keeping. */
  | 'RESOURCE';

/** The orders of a list of threads. */
export type ThreadOrder =
  /** The one that was last written to first. */
  | 'LATEST_ACTIVITY'
  /** The newest first. */
  | 'NEWEST'
  /** Questions without an answer that are not closed first, the oldest of those first; then the rest, newest first. */
  | 'UNANSWERED_FIRST';

/** What a decision needs. */
export type UnlockThreadInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
  thread: Scalars['ID']['input'];
};

/** What a decision needs. */
export type UnpinThreadInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
  thread: Scalars['ID']['input'];
};

/** What a decision needs. */
export type UnrecommendResourceInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
  thread: Scalars['ID']['input'];
};

/** A request to join as its applicant corrected it. */
export type UpdateApplicationInput = {
  /** The version of the viewer that they saw. */
  expectedVersion: Scalars['Int']['input'];
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
export type UpdateApplicationStatus =
  /** It was changed elsewhere meanwhile, or the co-ordinator asked something; nothing was saved. */
  | 'CHANGED_ELSEWHERE'
  /** The co-ordinator has decided. */
  | 'DECIDED'
  /** Some answers need another look. */
  | 'INVALID'
  /** The request is corrected. */
  | 'SAVED';

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

/** What became of it. */
export type WithdrawApplicationStatus =
  /** The co-ordinator has decided. */
  | 'DECIDED'
  /** The request is taken back, and they are signed out. */
  | 'WITHDRAWN';

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

/** What a decision needs. */
export type WithdrawResourceInput = {
  /** Why. It is kept in the audit list. */
  reason: Scalars['String']['input'];
  /** What it is about. */
  thread: Scalars['ID']['input'];
};
