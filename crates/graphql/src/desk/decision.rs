//! The co-ordinator's decisions.

use app::desk::{self, DecisionRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result};
use domain::id::{MemberId, PostId};

use crate::context::request;
use crate::desk::queue::Queue;
use crate::id::parse;
use crate::loaders::{load, loaders};
use crate::member::{self, Member};
use crate::payload::{Payload, made, payload, refused, status};
use crate::post::Post;
use crate::report::ReportOutcome;
use crate::thread::{self, Thread};

/// The member as they are after the decision: the loaders remember them as
/// they were before, if anybody asked.
async fn member_now(ctx: &Context<'_>, id: MemberId) -> Result<Option<Member>> {
    loaders(ctx)?.members.clear::<MemberId>();
    member::by_id(ctx, id).await
}

/// The post as the desk sees it after the decision; none that its author took
/// back, which no decision is about.
async fn post_now(ctx: &Context<'_>, id: PostId) -> Result<Option<Post>> {
    let loaders = loaders(ctx)?;
    loaders.forget_threads();
    Ok(load(ctx, |all| &all.desk_posts, id)
        .await?
        .filter(|post| !post.is_withdrawn()))
}

/// Writes of the co-ordinator.
#[derive(Default)]
pub struct DecisionMutation;

#[Object]
impl DecisionMutation {
    /// Makes an applicant a member, who is told.
    async fn approve_member(
        &self,
        ctx: &Context<'_>,
        input: ApproveMemberInput,
    ) -> Result<Payload<ApprovedMember>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        match desk::approve_member(
            request.app(),
            &coordinator,
            parse(&input.member)?,
            &input.reason,
        )
        .await
        {
            Ok(()) => Ok(Payload::done(ApprovedMember {
                queue: Queue::read(request).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(ApproveMemberRows {
                queue: Some(Queue::read(request).await?),
            })),
        }
    }

    /// Declines an applicant, who is sent the reason.
    async fn decline_member(
        &self,
        ctx: &Context<'_>,
        input: DeclineMemberInput,
    ) -> Result<Payload<DeclinedMember>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        match desk::decline_member(
            request.app(),
            &coordinator,
            parse(&input.member)?,
            &input.reason,
        )
        .await
        {
            Ok(()) => Ok(Payload::done(DeclinedMember {
                queue: Queue::read(request).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(DeclineMemberRows {
                queue: Some(Queue::read(request).await?),
            })),
        }
    }

    /// Pauses a member's access and signs them out everywhere at once.
    async fn suspend_member(
        &self,
        ctx: &Context<'_>,
        input: SuspendMemberInput,
    ) -> Result<Payload<SuspendedMember>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let id = parse(&input.member)?;
        match desk::suspend_member(request.app(), &coordinator, id, &input.reason).await {
            Ok(()) => Ok(Payload::done(SuspendedMember {
                member: made(request, member_now(ctx, id).await?)?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(SuspendMemberRows {
                member: member_now(ctx, id).await?,
            })),
        }
    }

    /// Gives a member's access back.
    async fn reinstate_member(
        &self,
        ctx: &Context<'_>,
        input: ReinstateMemberInput,
    ) -> Result<Payload<ReinstatedMember>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let id = parse(&input.member)?;
        match desk::reinstate_member(request.app(), &coordinator, id, &input.reason).await {
            Ok(()) => Ok(Payload::done(ReinstatedMember {
                member: made(request, member_now(ctx, id).await?)?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(ReinstateMemberRows {
                member: member_now(ctx, id).await?,
            })),
        }
    }

    /// Sends mail again to a member whose address refused it. Refused once
    /// more, it is back in the queue.
    async fn resume_mail(
        &self,
        ctx: &Context<'_>,
        input: ResumeMailInput,
    ) -> Result<Payload<ResumedMail>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        match desk::resume_mail(
            request.app(),
            &coordinator,
            parse(&input.member)?,
            &input.reason,
        )
        .await
        {
            Ok(()) => Ok(Payload::done(ResumedMail {
                queue: Queue::read(request).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(ResumeMailRows {
                queue: Some(Queue::read(request).await?),
            })),
        }
    }

    /// Hides a post from everyone; with an opening, its thread. The author is
    /// sent the reason.
    async fn hide_post(
        &self,
        ctx: &Context<'_>,
        input: HidePostInput,
    ) -> Result<Payload<HiddenPost>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let id = parse(&input.post)?;
        match desk::hide_post(request.app(), &coordinator, id, &input.reason).await {
            Ok(()) => Ok(Payload::done(HiddenPost {
                post: made(request, post_now(ctx, id).await?)?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(HidePostRows {
                post: post_now(ctx, id).await?,
            })),
        }
    }

    /// Puts a hidden post back, and tells its author.
    async fn restore_post(
        &self,
        ctx: &Context<'_>,
        input: RestorePostInput,
    ) -> Result<Payload<RestoredPost>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let id = parse(&input.post)?;
        match desk::restore_post(request.app(), &coordinator, id, &input.reason).await {
            Ok(()) => Ok(Payload::done(RestoredPost {
                post: made(request, post_now(ctx, id).await?)?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(RestorePostRows {
                post: post_now(ctx, id).await?,
            })),
        }
    }

    /// Closes a thread to replies, and tells the one who started it.
    async fn lock_thread(
        &self,
        ctx: &Context<'_>,
        input: LockThreadInput,
    ) -> Result<Payload<LockedThread>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let id = parse(&input.thread)?;
        match desk::lock_thread(request.app(), &coordinator, id, &input.reason).await {
            Ok(()) => Ok(Payload::done(LockedThread {
                thread: thread::changed(ctx, id).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(LockThreadRows {
                thread: thread::after_command(ctx, id).await?,
            })),
        }
    }

    /// Opens a thread to replies again.
    async fn unlock_thread(
        &self,
        ctx: &Context<'_>,
        input: UnlockThreadInput,
    ) -> Result<Payload<UnlockedThread>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let id = parse(&input.thread)?;
        match desk::unlock_thread(request.app(), &coordinator, id, &input.reason).await {
            Ok(()) => Ok(Payload::done(UnlockedThread {
                thread: thread::changed(ctx, id).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(UnlockThreadRows {
                thread: thread::after_command(ctx, id).await?,
            })),
        }
    }

    /// Answers a report. The reporter hears what came of it.
    async fn resolve_report(
        &self,
        ctx: &Context<'_>,
        input: ResolveReportInput,
    ) -> Result<Payload<ResolvedReport>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        match desk::resolve_report(
            request.app(),
            &coordinator,
            parse(&input.report)?,
            input.outcome.into(),
            &input.reason,
        )
        .await
        {
            Ok(()) => Ok(Payload::done(ResolvedReport {
                queue: Queue::read(request).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.with(ResolveReportRows {
                queue: Some(Queue::read(request).await?),
            })),
        }
    }
}

status! {
    /// What became of a decision about a member.
    DecideMemberStatus {
        /// It is done.
        Done;
        DecisionRefusal {
            /// The reason needs another look, or it is not to be done.
            Invalid(problems),
            /// It stands so already, or somebody decided otherwise.
            AlreadyDecided = Already,
            /// There is nobody to decide about.
            NotFound,
        }
    }
}

status! {
    /// What became of trying an address again.
    ResumeMailStatus {
        /// Mail goes to it again.
        Resumed;
        DecisionRefusal {
            /// The reason needs another look.
            Invalid(problems),
            /// It was not stopped, or is not any more.
            NotSuspended = Already,
            /// There is no such member.
            NotFound,
        }
    }
}

status! {
    /// What became of hiding.
    HidePostStatus {
        /// It is hidden.
        Hidden;
        DecisionRefusal {
            /// The reason needs another look.
            Invalid(problems),
            /// It was hidden before.
            AlreadyHidden = Already,
            /// There is no such post.
            NotFound,
        }
    }
}

status! {
    /// What became of putting back.
    RestorePostStatus {
        /// It is back.
        Restored;
        DecisionRefusal {
            /// The reason needs another look.
            Invalid(problems),
            /// It is not hidden.
            NotHidden = Already,
            /// There is no such post.
            NotFound,
        }
    }
}

status! {
    /// What became of locking.
    LockThreadStatus {
        /// It is closed to replies.
        Locked;
        DecisionRefusal {
            /// The reason needs another look.
            Invalid(problems),
            /// It was closed before.
            AlreadyLocked = Already,
            /// There is no such thread.
            NotFound,
        }
    }
}

status! {
    /// What became of unlocking.
    UnlockThreadStatus {
        /// It is open again.
        Unlocked;
        DecisionRefusal {
            /// The reason needs another look.
            Invalid(problems),
            /// It was open.
            NotLocked = Already,
            /// There is no such thread.
            NotFound,
        }
    }
}

status! {
    /// What became of the answer.
    ResolveReportStatus {
        /// It is answered.
        Resolved;
        DecisionRefusal {
            /// The reason needs another look.
            Invalid(problems),
            /// It was answered before.
            AlreadyResolved = Already,
            /// There is no such report.
            NotFound,
        }
    }
}

/// What `approveMember` needs.
#[derive(InputObject)]
pub struct ApproveMemberInput {
    /// Whom.
    member: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

payload! {
    "ApproveMemberPayload", DecideMemberStatus,
    /// A new member.
    ApprovedMember as ApproveMemberRows {
        /// The queue as it is now.
        queue: Queue,
    }
}

/// What `declineMember` needs.
#[derive(InputObject)]
pub struct DeclineMemberInput {
    /// Whom.
    member: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

payload! {
    "DeclineMemberPayload", DecideMemberStatus,
    /// An applicant who was declined.
    DeclinedMember as DeclineMemberRows {
        /// The queue as it is now.
        queue: Queue,
    }
}

/// What `suspendMember` needs.
#[derive(InputObject)]
pub struct SuspendMemberInput {
    /// Whom.
    member: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

payload! {
    "SuspendMemberPayload", DecideMemberStatus,
    /// A member whose access is paused.
    SuspendedMember as SuspendMemberRows {
        /// The member as they are now.
        member: Member,
    }
}

/// What `reinstateMember` needs.
#[derive(InputObject)]
pub struct ReinstateMemberInput {
    /// Whom.
    member: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

payload! {
    "ReinstateMemberPayload", DecideMemberStatus,
    /// A member who has their access back.
    ReinstatedMember as ReinstateMemberRows {
        /// The member as they are now.
        member: Member,
    }
}

/// What `resumeMail` needs.
#[derive(InputObject)]
pub struct ResumeMailInput {
    /// Whose address.
    member: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

payload! {
    "ResumeMailPayload", ResumeMailStatus,
    /// An address that is tried again.
    ResumedMail as ResumeMailRows {
        /// The queue as it is now.
        queue: Queue,
    }
}

/// What `hidePost` needs.
#[derive(InputObject)]
pub struct HidePostInput {
    /// Which post.
    post: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

payload! {
    "HidePostPayload", HidePostStatus,
    /// A post that is hidden.
    HiddenPost as HidePostRows {
        /// The post as it is now.
        post: Post,
    }
}

/// What `restorePost` needs.
#[derive(InputObject)]
pub struct RestorePostInput {
    /// Which post.
    post: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

payload! {
    "RestorePostPayload", RestorePostStatus,
    /// A post that is back.
    RestoredPost as RestorePostRows {
        /// The post as it is now.
        post: Post,
    }
}

/// What `lockThread` needs.
#[derive(InputObject)]
pub struct LockThreadInput {
    /// Which thread.
    thread: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

payload! {
    "LockThreadPayload", LockThreadStatus,
    /// A thread that is closed to replies.
    LockedThread as LockThreadRows {
        /// The thread as it is now.
        thread: Thread,
    }
}

/// What `unlockThread` needs.
#[derive(InputObject)]
pub struct UnlockThreadInput {
    /// Which thread.
    thread: ID,
    /// Why. It is kept in the audit list.
    reason: String,
}

payload! {
    "UnlockThreadPayload", UnlockThreadStatus,
    /// A thread that is open again.
    UnlockedThread as UnlockThreadRows {
        /// The thread as it is now.
        thread: Thread,
    }
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

payload! {
    "ResolveReportPayload", ResolveReportStatus,
    /// A report that is answered.
    ResolvedReport as ResolveReportRows {
        /// The queue as it is now.
        queue: Queue,
    }
}
