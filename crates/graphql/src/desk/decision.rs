//! The co-ordinator's decisions.

use app::desk::{self, DecisionRefusal};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::id::{MemberId, PostId, ReportId, ThreadId};
use domain::report::ReportOutcome;

use crate::context::request;
use crate::desk::queue::Queue;
use crate::enums::Enum;
use crate::id::Id;
use crate::loaders::{load, loaders};
use crate::member::{self, Member};
use crate::payload::Payload;
use crate::post::Post;
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
    loaders(ctx)?.forget();
    let found = load(ctx, |all| &all.desk_posts, id).await?;
    Ok(found.filter(|post| !post.is_withdrawn()))
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
    ) -> Result<Payload<ApproveMember, DecisionRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let done = desk::approve_member(app, &coordinator, input.member.0, &input.reason).await;
        Payload::beside(done, async || {
            let queue = Some(Queue::read(request).await?);
            Ok(ApproveMember { queue })
        })
        .await
    }

    /// Declines an applicant, who is sent the reason.
    async fn decline_member(
        &self,
        ctx: &Context<'_>,
        input: DeclineMemberInput,
    ) -> Result<Payload<DeclineMember, DecisionRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let done = desk::decline_member(app, &coordinator, input.member.0, &input.reason).await;
        Payload::beside(done, async || {
            let queue = Some(Queue::read(request).await?);
            Ok(DeclineMember { queue })
        })
        .await
    }

    /// Pauses a member's access and signs them out everywhere at once.
    async fn suspend_member(
        &self,
        ctx: &Context<'_>,
        input: SuspendMemberInput,
    ) -> Result<Payload<SuspendMember, DecisionRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let done = desk::suspend_member(app, &coordinator, input.member.0, &input.reason).await;
        Payload::beside(done, async || {
            let member = member_now(ctx, input.member.0).await?;
            Ok(SuspendMember { member })
        })
        .await
    }

    /// Gives a member's access back.
    async fn reinstate_member(
        &self,
        ctx: &Context<'_>,
        input: ReinstateMemberInput,
    ) -> Result<Payload<ReinstateMember, DecisionRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let done = desk::reinstate_member(app, &coordinator, input.member.0, &input.reason).await;
        Payload::beside(done, async || {
            let member = member_now(ctx, input.member.0).await?;
            Ok(ReinstateMember { member })
        })
        .await
    }

    /// Sends mail again to a member whose address refused it. Refused once
    /// more, it is back in the queue.
    async fn resume_mail(
        &self,
        ctx: &Context<'_>,
        input: ResumeMailInput,
    ) -> Result<Payload<ResumeMail, DecisionRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let done = desk::resume_mail(app, &coordinator, input.member.0, &input.reason).await;
        Payload::beside(done, async || {
            let queue = Some(Queue::read(request).await?);
            Ok(ResumeMail { queue })
        })
        .await
    }

    /// Hides a post from everyone; with an opening, its thread. The author is
    /// sent the reason.
    async fn hide_post(
        &self,
        ctx: &Context<'_>,
        input: HidePostInput,
    ) -> Result<Payload<HidePost, DecisionRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let done = desk::hide_post(app, &coordinator, input.post.0, &input.reason).await;
        Payload::beside(done, async || {
            let post = post_now(ctx, input.post.0).await?;
            Ok(HidePost { post })
        })
        .await
    }

    /// Puts a hidden post back, and tells its author.
    async fn restore_post(
        &self,
        ctx: &Context<'_>,
        input: RestorePostInput,
    ) -> Result<Payload<RestorePost, DecisionRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let done = desk::restore_post(app, &coordinator, input.post.0, &input.reason).await;
        Payload::beside(done, async || {
            let post = post_now(ctx, input.post.0).await?;
            Ok(RestorePost { post })
        })
        .await
    }

    /// Closes a thread to replies, and tells the one who started it.
    async fn lock_thread(
        &self,
        ctx: &Context<'_>,
        input: LockThreadInput,
    ) -> Result<Payload<LockThread, DecisionRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let done = desk::lock_thread(app, &coordinator, input.thread.0, &input.reason).await;
        Payload::beside(done, async || {
            let thread = thread::after_command(ctx, input.thread.0).await?;
            Ok(LockThread { thread })
        })
        .await
    }

    /// Opens a thread to replies again.
    async fn unlock_thread(
        &self,
        ctx: &Context<'_>,
        input: UnlockThreadInput,
    ) -> Result<Payload<UnlockThread, DecisionRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let done = desk::unlock_thread(app, &coordinator, input.thread.0, &input.reason).await;
        Payload::beside(done, async || {
            let thread = thread::after_command(ctx, input.thread.0).await?;
            Ok(UnlockThread { thread })
        })
        .await
    }

    /// Answers a report. The reporter hears what came of it.
    async fn resolve_report(
        &self,
        ctx: &Context<'_>,
        input: ResolveReportInput,
    ) -> Result<Payload<ResolveReport, DecisionRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let done = desk::resolve_report(
            app,
            &coordinator,
            input.report.0,
            input.outcome.0,
            &input.reason,
        )
        .await;
        Payload::beside(done, async || {
            let queue = Some(Queue::read(request).await?);
            Ok(ResolveReport { queue })
        })
        .await
    }
}

/// What `approveMember` needs.
#[derive(InputObject)]
pub struct ApproveMemberInput {
    /// Whom.
    member: Id<MemberId>,
    /// Why. It is kept in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct ApproveMember {
    /// The queue as it is now.
    queue: Option<Queue>,
}

/// What `declineMember` needs.
#[derive(InputObject)]
pub struct DeclineMemberInput {
    /// Whom.
    member: Id<MemberId>,
    /// Why. It is kept in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct DeclineMember {
    /// The queue as it is now.
    queue: Option<Queue>,
}

/// What `suspendMember` needs.
#[derive(InputObject)]
pub struct SuspendMemberInput {
    /// Whom.
    member: Id<MemberId>,
    /// Why. It is kept in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct SuspendMember {
    /// The member as they are now.
    member: Option<Member>,
}

/// What `reinstateMember` needs.
#[derive(InputObject)]
pub struct ReinstateMemberInput {
    /// Whom.
    member: Id<MemberId>,
    /// Why. It is kept in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct ReinstateMember {
    /// The member as they are now.
    member: Option<Member>,
}

/// What `resumeMail` needs.
#[derive(InputObject)]
pub struct ResumeMailInput {
    /// Whose address.
    member: Id<MemberId>,
    /// Why. It is kept in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct ResumeMail {
    /// The queue as it is now.
    queue: Option<Queue>,
}

/// What `hidePost` needs.
#[derive(InputObject)]
pub struct HidePostInput {
    /// Which post.
    post: Id<PostId>,
    /// Why. It is kept in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct HidePost {
    /// The post as it is now.
    post: Option<Post>,
}

/// What `restorePost` needs.
#[derive(InputObject)]
pub struct RestorePostInput {
    /// Which post.
    post: Id<PostId>,
    /// Why. It is kept in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct RestorePost {
    /// The post as it is now.
    post: Option<Post>,
}

/// What `lockThread` needs.
#[derive(InputObject)]
pub struct LockThreadInput {
    /// Which thread.
    thread: Id<ThreadId>,
    /// Why. It is kept in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct LockThread {
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// What `unlockThread` needs.
#[derive(InputObject)]
pub struct UnlockThreadInput {
    /// Which thread.
    thread: Id<ThreadId>,
    /// Why. It is kept in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct UnlockThread {
    /// The thread as it is now.
    thread: Option<Thread>,
}

/// What `resolveReport` needs.
#[derive(InputObject)]
pub struct ResolveReportInput {
    /// Which report.
    report: Id<ReportId>,
    /// What came of it.
    outcome: Enum<ReportOutcome>,
    /// Why. It is kept in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct ResolveReport {
    /// The queue as it is now.
    queue: Option<Queue>,
}
