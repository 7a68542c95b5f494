//! The co-ordinator's decisions.

use app::moderation::{self, Undecided};
use app::{Failure, Problems};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use domain::id::{MemberId, PostId};

use crate::context::{Request, request};
use crate::coordination::Queue;
use crate::error::{OrBroken, broken};
use crate::id::parse;
use crate::loaders::loaders;
use crate::member::{self, Member};
use crate::payload::{self, Problem};
use crate::post::Post;
use crate::report::ReportOutcome;
use crate::thread::{self, Thread};

/// How a decision ended, with what to put right.
struct Outcome<S> {
    status: S,
    problems: Vec<Problem>,
}

/// The words of one payload's status for the ends that every decision has.
struct Words<S> {
    done: S,
    invalid: S,
    already: S,
    not_found: S,
}

fn outcome<S>(request: &Request, end: std::result::Result<(), Failure<Undecided>>, words: Words<S>) -> Result<Outcome<S>> {
    let (status, problems) = match end {
        Ok(()) => (words.done, Problems::new()),
        Err(Failure::Refused(Undecided::Invalid(problems))) => (words.invalid, problems),
        Err(Failure::Refused(Undecided::Already)) => (words.already, Problems::new()),
        Err(Failure::Refused(Undecided::NotFound)) => (words.not_found, Problems::new()),
        Err(Failure::Broken(error)) => return Err(broken(request, &error)),
    };
    Ok(Outcome { status, problems: payload::problems(&problems) })
}

const MEMBER_WORDS: Words<DecideMemberStatus> = Words {
    done: DecideMemberStatus::Done,
    invalid: DecideMemberStatus::Invalid,
    already: DecideMemberStatus::AlreadyDecided,
    not_found: DecideMemberStatus::NotFound,
};

/// The member as they are after the decision: the loaders remember them as
/// they were before, if anybody asked.
async fn member_now(ctx: &Context<'_>, id: MemberId) -> Result<Option<Member>> {
    loaders(ctx)?.members.clear::<MemberId>();
    member::by_id(ctx, id).await
}

/// The post as the desk sees it after the decision; none that its author took
/// back, which no decision is about.
async fn post_now(ctx: &Context<'_>, id: PostId) -> Result<Option<Post>> {
    let request = request(ctx)?;
    let loaders = loaders(ctx)?;
    loaders.forget_threads();
    Ok(loaders.desk_posts.load_one(id).await.or_broken(request)?.filter(|post| !post.is_withdrawn()))
}

/// Writes of the co-ordinator.
#[derive(Default)]
pub struct ModerationMutation;

#[Object]
impl ModerationMutation {
    /// Makes an applicant a member, who is told.
    async fn approve_member(&self, ctx: &Context<'_>, input: ApproveMemberInput) -> Result<ApproveMemberPayload> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let end = moderation::approve_member(request.app(), &coordinator, parse(&input.member)?, &input.reason).await;
        let Outcome { status, problems } = outcome(request, end, MEMBER_WORDS)?;
        Ok(ApproveMemberPayload { status, problems, queue: Some(Queue::read(request).await?) })
    }

    /// Declines an applicant, who is sent the reason.
    async fn decline_member(&self, ctx: &Context<'_>, input: DeclineMemberInput) -> Result<DeclineMemberPayload> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let end = moderation::decline_member(request.app(), &coordinator, parse(&input.member)?, &input.reason).await;
        let Outcome { status, problems } = outcome(request, end, MEMBER_WORDS)?;
        Ok(DeclineMemberPayload { status, problems, queue: Some(Queue::read(request).await?) })
    }

    /// Pauses a member's access and signs them out everywhere at once.
    async fn suspend_member(&self, ctx: &Context<'_>, input: SuspendMemberInput) -> Result<SuspendMemberPayload> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let id = parse(&input.member)?;
        let end = moderation::suspend_member(request.app(), &coordinator, id, &input.reason).await;
        let Outcome { status, problems } = outcome(request, end, MEMBER_WORDS)?;
        Ok(SuspendMemberPayload { status, problems, member: member_now(ctx, id).await? })
    }

    /// Gives a member's access back.
    async fn reinstate_member(&self, ctx: &Context<'_>, input: ReinstateMemberInput) -> Result<ReinstateMemberPayload> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let id = parse(&input.member)?;
        let end = moderation::reinstate_member(request.app(), &coordinator, id, &input.reason).await;
        let Outcome { status, problems } = outcome(request, end, MEMBER_WORDS)?;
        Ok(ReinstateMemberPayload { status, problems, member: member_now(ctx, id).await? })
    }

    /// Sends mail again to a member whose address refused it. Refused once
    /// more, it is back in the queue.
    async fn resume_mail(&self, ctx: &Context<'_>, input: ResumeMailInput) -> Result<ResumeMailPayload> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let end = moderation::resume_mail(request.app(), &coordinator, parse(&input.member)?, &input.reason).await;
        let words = Words {
            done: ResumeMailStatus::Resumed,
            invalid: ResumeMailStatus::Invalid,
            already: ResumeMailStatus::NotSuspended,
            not_found: ResumeMailStatus::NotFound,
        };
        let Outcome { status, problems } = outcome(request, end, words)?;
        Ok(ResumeMailPayload { status, problems, queue: Some(Queue::read(request).await?) })
    }

    /// Hides a post from everyone; with an opening, its thread. The author is
    /// sent the reason.
    async fn hide_post(&self, ctx: &Context<'_>, input: HidePostInput) -> Result<HidePostPayload> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let id = parse(&input.post)?;
        let end = moderation::hide_post(request.app(), &coordinator, id, &input.reason).await;
        let words = Words {
            done: HidePostStatus::Hidden,
            invalid: HidePostStatus::Invalid,
            already: HidePostStatus::AlreadyHidden,
            not_found: HidePostStatus::NotFound,
        };
        let Outcome { status, problems } = outcome(request, end, words)?;
        Ok(HidePostPayload { status, problems, post: post_now(ctx, id).await? })
    }

    /// Puts a hidden post back, and tells its author.
    async fn restore_post(&self, ctx: &Context<'_>, input: RestorePostInput) -> Result<RestorePostPayload> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let id = parse(&input.post)?;
        let end = moderation::restore_post(request.app(), &coordinator, id, &input.reason).await;
        let words = Words {
            done: RestorePostStatus::Restored,
            invalid: RestorePostStatus::Invalid,
            already: RestorePostStatus::NotHidden,
            not_found: RestorePostStatus::NotFound,
        };
        let Outcome { status, problems } = outcome(request, end, words)?;
        Ok(RestorePostPayload { status, problems, post: post_now(ctx, id).await? })
    }

    /// Closes a thread to replies, and tells the one who started it.
    async fn lock_thread(&self, ctx: &Context<'_>, input: LockThreadInput) -> Result<LockThreadPayload> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let id = parse(&input.thread)?;
        let end = moderation::lock_thread(request.app(), &coordinator, id, &input.reason).await;
        let words = Words {
            done: LockThreadStatus::Locked,
            invalid: LockThreadStatus::Invalid,
            already: LockThreadStatus::AlreadyLocked,
            not_found: LockThreadStatus::NotFound,
        };
        let Outcome { status, problems } = outcome(request, end, words)?;
        Ok(LockThreadPayload { status, problems, thread: thread::after_command(ctx, id).await? })
    }

    /// Opens a thread to replies again.
    async fn unlock_thread(&self, ctx: &Context<'_>, input: UnlockThreadInput) -> Result<UnlockThreadPayload> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let id = parse(&input.thread)?;
        let end = moderation::unlock_thread(request.app(), &coordinator, id, &input.reason).await;
        let words = Words {
            done: UnlockThreadStatus::Unlocked,
            invalid: UnlockThreadStatus::Invalid,
            already: UnlockThreadStatus::NotLocked,
            not_found: UnlockThreadStatus::NotFound,
        };
        let Outcome { status, problems } = outcome(request, end, words)?;
        Ok(UnlockThreadPayload { status, problems, thread: thread::after_command(ctx, id).await? })
    }

    /// Answers a report. The reporter hears what came of it.
    async fn resolve_report(&self, ctx: &Context<'_>, input: ResolveReportInput) -> Result<ResolveReportPayload> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let end = moderation::resolve_report(request.app(), &coordinator, parse(&input.report)?, input.outcome.into(), &input.reason).await;
        let words = Words {
            done: ResolveReportStatus::Resolved,
            invalid: ResolveReportStatus::Invalid,
            already: ResolveReportStatus::AlreadyResolved,
            not_found: ResolveReportStatus::NotFound,
        };
        let Outcome { status, problems } = outcome(request, end, words)?;
        Ok(ResolveReportPayload { status, problems, queue: Some(Queue::read(request).await?) })
    }
}

/// What became of a decision about a member.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum DecideMemberStatus {
    /// It is done.
    Done,
    /// The reason needs another look, or it is not to be done.
    Invalid,
    /// It stands so already, or somebody decided otherwise.
    AlreadyDecided,
    /// There is nobody to decide about.
    NotFound,
}

/// What became of trying an address again.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum ResumeMailStatus {
    /// Mail goes to it again.
    Resumed,
    /// The reason needs another look.
    Invalid,
    /// It was not stopped, or is not any more.
    NotSuspended,
    /// There is no such member.
    NotFound,
}

/// What became of hiding.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum HidePostStatus {
    /// It is hidden.
    Hidden,
    /// The reason needs another look.
    Invalid,
    /// It was hidden before.
    AlreadyHidden,
    /// There is no such post.
    NotFound,
}

/// What became of putting back.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum RestorePostStatus {
    /// It is back.
    Restored,
    /// The reason needs another look.
    Invalid,
    /// It is not hidden.
    NotHidden,
    /// There is no such post.
    NotFound,
}

/// What became of locking.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum LockThreadStatus {
    /// It is closed to replies.
    Locked,
    /// The reason needs another look.
    Invalid,
    /// It was closed before.
    AlreadyLocked,
    /// There is no such thread.
    NotFound,
}

/// What became of unlocking.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum UnlockThreadStatus {
    /// It is open again.
    Unlocked,
    /// The reason needs another look.
    Invalid,
    /// It was open.
    NotLocked,
    /// There is no such thread.
    NotFound,
}

/// What became of the answer.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
pub enum ResolveReportStatus {
    /// It is answered.
    Resolved,
    /// The reason needs another look.
    Invalid,
    /// It was answered before.
    AlreadyResolved,
    /// There is no such report.
    NotFound,
}

/// What `approveMember` needs.
#[derive(InputObject)]
pub struct ApproveMemberInput {
    /// Whom.
    member: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

/// The answer to `approveMember`.
#[derive(SimpleObject)]
pub struct ApproveMemberPayload {
    /// What became of it.
    status: DecideMemberStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The queue as it is now.
    queue: Option<Queue>,
}

/// What `declineMember` needs.
#[derive(InputObject)]
pub struct DeclineMemberInput {
    /// Whom.
    member: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

/// The answer to `declineMember`.
#[derive(SimpleObject)]
pub struct DeclineMemberPayload {
    /// What became of it.
    status: DecideMemberStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The queue as it is now.
    queue: Option<Queue>,
}

/// What `suspendMember` needs.
#[derive(InputObject)]
pub struct SuspendMemberInput {
    /// Whom.
    member: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

/// The answer to `suspendMember`.
#[derive(SimpleObject)]
pub struct SuspendMemberPayload {
    /// What became of it.
    status: DecideMemberStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The member as they are now.
    member: Option<Member>,
}

/// What `reinstateMember` needs.
#[derive(InputObject)]
pub struct ReinstateMemberInput {
    /// Whom.
    member: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

/// The answer to `reinstateMember`.
#[derive(SimpleObject)]
pub struct ReinstateMemberPayload {
    /// What became of it.
    status: DecideMemberStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The member as they are now.
    member: Option<Member>,
}

/// What `resumeMail` needs.
#[derive(InputObject)]
pub struct ResumeMailInput {
    /// Whose address.
    member: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

/// The answer to `resumeMail`.
#[derive(SimpleObject)]
pub struct ResumeMailPayload {
    /// What became of it.
    status: ResumeMailStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The queue as it is now.
    queue: Option<Queue>,
}

/// What `hidePost` needs.
#[derive(InputObject)]
pub struct HidePostInput {
    /// Which post.
    post: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

/// The answer to `hidePost`.
#[derive(SimpleObject)]
pub struct HidePostPayload {
    /// What became of it.
    status: HidePostStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The post as it is now.
    post: Option<Post>,
}

/// What `restorePost` needs.
#[derive(InputObject)]
pub struct RestorePostInput {
    /// Which post.
    post: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

/// The answer to `restorePost`.
#[derive(SimpleObject)]
pub struct RestorePostPayload {
    /// What became of it.
    status: RestorePostStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The post as it is now.
    post: Option<Post>,
}

/// What `lockThread` needs.
#[derive(InputObject)]
pub struct LockThreadInput {
    /// Which thread.
    thread: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

/// The answer to `lockThread`.
#[derive(SimpleObject)]
pub struct LockThreadPayload {
    /// What became of it.
    status: LockThreadStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// What `unlockThread` needs.
#[derive(InputObject)]
pub struct UnlockThreadInput {
    /// Which thread.
    thread: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

/// The answer to `unlockThread`.
#[derive(SimpleObject)]
pub struct UnlockThreadPayload {
    /// What became of it.
    status: UnlockThreadStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// What `resolveReport` needs.
#[derive(InputObject)]
pub struct ResolveReportInput {
    /// Which report.
    report: ID,
    /// What came of it.
    outcome: ReportOutcome,
    /// Why. It is kept in the audit list.
    reason: String,
}

/// The answer to `resolveReport`.
#[derive(SimpleObject)]
pub struct ResolveReportPayload {
    /// What became of it.
    status: ResolveReportStatus,
    /// What to put right.
    problems: Vec<Problem>,
    /// The queue as it is now.
    queue: Option<Queue>,
}
