//! Decisions of the co-ordinator. They are alike: about something, with a reason;
//! whatever came of it, the screen is given what it shows, as that is now.

use app::desk::{self, ApplicantRefusal, DecisionRefusal};
use app::digest::HoldRefusal;
use app::restore::SettleRefusal;
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::id::{
    CollectionId, IssueId, MemberId, PostId, ReportId, RestoreId, SynonymId, ThreadId,
};
use domain::report::ReportOutcome;

use super::queue::Queue;
use crate::application::{self, Applicant};
use crate::collection::{self, Collection};
use crate::context::request;
use crate::digest::{self, DigestIssue};
use crate::enums::Enum;
use crate::id::Id;
use crate::loaders::{load, loaders};
use crate::member::{self, Member};
use crate::payload::Payload;
use crate::post::Post;
use crate::restore::{self, Restore};
use crate::search::{SynonymGroup, synonyms};
use crate::thread::{self, Thread};

/// Declares the mutations: each calls the command of its name in `app::desk` with
/// what its input holds, and answers with what stands behind the arrow.
macro_rules! decisions {
    ($(
        $(#[$($doc:tt)*])*
        $command:ident($input:ident { $about:ident: $id:ty $(, $more:ident: $kind:ty)? $(; $version:ident)? })
            -> $made:ident { $($shown:ident: $now:ty),+ } or $refusal:ident;
    )+) => {
        #[derive(Default)]
        pub struct DecisionMutation;

        #[Object]
        impl DecisionMutation {
            $(
                $(#[$($doc)*])*
                async fn $command(
                    &self,
                    ctx: &Context<'_>,
                    input: $input,
                ) -> Result<Payload<$made, $refusal>> {
                    let request = request(ctx)?;
                    let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
                    let (about, reason) = (input.$about.0, &input.reason);
                    let done = desk::$command(app, &coordinator, about, $(input.$more.0,)? $(i64::from(input.$version),)? reason).await;
                    Payload::beside(done, async || {
                        Ok($made { $($shown: <$now as Now<$id>>::read(ctx, about).await?),+ })
                    })
                    .await
                }
            )+
        }

        $(
            /// What a decision needs.
            #[derive(InputObject)]
            pub struct $input {
                /// What it is about.
                $about: Id<$id>,
                $(
                    /// What came of it.
                    $more: Enum<$kind>,
                )?
                $(
                    /// The version that was read: no decision is about other words.
                    $version: i32,
                )?
                /// Why. It is kept in the audit list.
                reason: String,
            }

            #[derive(SimpleObject, Default)]
            pub struct $made {
                $(
                    /// As it is now.
                    $shown: Option<$now>,
                )+
            }
        )+
    };
}

decisions! {
    /// Makes an applicant a member, who is told.
    approve_member(ApproveMemberInput { member: MemberId; expected_version })
        -> ApproveMember { applicant: Applicant, queue: Queue } or ApplicantRefusal;

    /// Declines an applicant, who is sent the reason.
    decline_member(DeclineMemberInput { member: MemberId; expected_version })
        -> DeclineMember { applicant: Applicant, queue: Queue } or ApplicantRefusal;

    /// Answers a report. The reporter hears what came of it.
    resolve_report(ResolveReportInput { report: ReportId, outcome: ReportOutcome })
        -> ResolveReport { queue: Queue } or DecisionRefusal;

    /// Says in its keeper's place that a resource still holds, for a year.
    confirm_resource(ConfirmResourceInput { thread: ThreadId })
        -> ConfirmResource { thread: Thread, queue: Queue } or DecisionRefusal;

    /// Takes a resource on: you keep it from now on, and may hand it on.
    take_on_resource(TakeOnResourceInput { thread: ThreadId })
        -> TakeOnResource { thread: Thread, queue: Queue } or DecisionRefusal;

    /// Says that a resource should not be used any more. The reason stands on its
    /// page, and those who keep or used it are told.
    withdraw_resource(WithdrawResourceInput { thread: ThreadId })
        -> WithdrawResource { thread: Thread, queue: Queue } or DecisionRefusal;

    /// Recommends a resource. The reason stands on its page.
    recommend_resource(RecommendResourceInput { thread: ThreadId })
        -> RecommendResource { thread: Thread } or DecisionRefusal;

    /// Takes that back.
    unrecommend_resource(UnrecommendResourceInput { thread: ThreadId })
        -> UnrecommendResource { thread: Thread } or DecisionRefusal;

    /// Puts a collection away: members see it no more, and you may bring it back.
    put_away_collection(PutAwayCollectionInput { collection: CollectionId })
        -> PutAwayCollection { collection: Collection } or DecisionRefusal;

    /// Shows a collection that was put away to members again.
    bring_back_collection(BringBackCollectionInput { collection: CollectionId })
        -> BringBackCollection { collection: Collection } or DecisionRefusal;

    /// Sends mail again to a member whose address refused it. Refused once
    /// more, it is back in the queue.
    resume_mail(ResumeMailInput { member: MemberId })
        -> ResumeMail { queue: Queue } or DecisionRefusal;

    /// Pauses a member's access and signs them out everywhere at once.
    suspend_member(SuspendMemberInput { member: MemberId })
        -> SuspendMember { member: Member } or DecisionRefusal;

    /// Gives a member's access back.
    reinstate_member(ReinstateMemberInput { member: MemberId })
        -> ReinstateMember { member: Member } or DecisionRefusal;

    /// Hides a post from everyone; with an opening, its thread. The author is
    /// sent the reason. Reports of it are closed with the same reason, and the
    /// reporters hear that.
    hide_post(HidePostInput { post: PostId })
        -> HidePost { post: Post, queue: Queue } or DecisionRefusal;

    /// Puts a hidden post back, and tells its author.
    restore_post(RestorePostInput { post: PostId })
        -> RestorePost { post: Post } or DecisionRefusal;

    /// Closes a thread to replies, and tells the one who started it.
    lock_thread(LockThreadInput { thread: ThreadId })
        -> LockThread { thread: Thread } or DecisionRefusal;

    /// Opens a thread to replies again.
    unlock_thread(UnlockThreadInput { thread: ThreadId })
        -> UnlockThread { thread: Thread } or DecisionRefusal;

    /// Puts a thread on top as the welcome, in the place of the one that was.
    pin_thread(PinThreadInput { thread: ThreadId })
        -> PinThread { thread: Thread } or DecisionRefusal;

    /// Takes the welcome from the top.
    unpin_thread(UnpinThreadInput { thread: ThreadId })
        -> UnpinThread { thread: Thread } or DecisionRefusal;

    /// Takes a group of words out of those that mean the same.
    remove_synonyms(RemoveSynonymsInput { synonym: SynonymId })
        -> RemoveSynonyms { synonyms: Vec<SynonymGroup> } or DecisionRefusal;

    /// Keep an issue back until you let it go. If it is still kept back when the
    /// next one is complete, it is missed, and the next one holds its items.
    hold_digest(HoldDigestInput { issue: IssueId })
        -> HoldDigest { digest: DigestIssue } or HoldRefusal;

    /// Let an issue go that was kept back.
    release_digest(ReleaseDigestInput { issue: IssueId })
        -> ReleaseDigest { digest: DigestIssue } or DecisionRefusal;

    /// Leave an issue out that went out before a backup was put back. Nobody gets
    /// it again, and the next one does not repeat its items.
    leave_out_digest(LeaveOutDigestInput { issue: IssueId })
        -> LeaveOutDigest { digest: DigestIssue } or DecisionRefusal;

    /// Send the emails that waited in a backup that was put back.
    send_kept_emails(SendKeptEmailsInput { restore: RestoreId })
        -> SendKeptEmails { restores: Vec<Restore> } or DecisionRefusal;

    /// Leave out the emails that waited in a backup that was put back: they went
    /// out before.
    leave_out_kept_emails(LeaveOutKeptEmailsInput { restore: RestoreId })
        -> LeaveOutKeptEmails { restores: Vec<Restore> } or DecisionRefusal;

    /// Take the notice about a restore off the desk: what it means is dealt with.
    settle_restore(SettleRestoreInput { restore: RestoreId })
        -> SettleRestore { restores: Vec<Restore> } or SettleRefusal;
}

/// What the screen shows after a decision. The loaders may remember it as it was
/// before.
trait Now<About>: Sized {
    async fn read(ctx: &Context<'_>, about: About) -> Result<Option<Self>>;
}

impl<About> Now<About> for Queue {
    async fn read(ctx: &Context<'_>, _: About) -> Result<Option<Self>> {
        Self::read(request(ctx)?).await.map(Some)
    }
}

/// None once it is decided.
impl Now<MemberId> for Applicant {
    async fn read(ctx: &Context<'_>, id: MemberId) -> Result<Option<Self>> {
        application::waiting(ctx, id).await
    }
}

impl Now<MemberId> for Member {
    async fn read(ctx: &Context<'_>, id: MemberId) -> Result<Option<Self>> {
        loaders(ctx)?.forget();
        member::by_id(ctx, id).await
    }
}

/// As the desk sees it; none that its author took back, which no decision is
/// about.
impl Now<PostId> for Post {
    async fn read(ctx: &Context<'_>, id: PostId) -> Result<Option<Self>> {
        loaders(ctx)?.forget();
        let found = load(ctx, |all| &all.desk_posts, id).await?;
        Ok(found.filter(|post| !post.is_withdrawn()))
    }
}

impl Now<ThreadId> for Thread {
    async fn read(ctx: &Context<'_>, id: ThreadId) -> Result<Option<Self>> {
        thread::after_command(ctx, id).await
    }
}

impl Now<CollectionId> for Collection {
    async fn read(ctx: &Context<'_>, id: CollectionId) -> Result<Option<Self>> {
        collection::by_id(ctx, id).await
    }
}

impl Now<IssueId> for DigestIssue {
    async fn read(ctx: &Context<'_>, id: IssueId) -> Result<Option<Self>> {
        digest::issue(ctx, Some(id)).await
    }
}

impl Now<SynonymId> for Vec<SynonymGroup> {
    async fn read(ctx: &Context<'_>, _: SynonymId) -> Result<Option<Self>> {
        synonyms(request(ctx)?).await.map(Some)
    }
}

/// Those that are not dealt with.
impl Now<RestoreId> for Vec<Restore> {
    async fn read(ctx: &Context<'_>, _: RestoreId) -> Result<Option<Self>> {
        restore::unsettled(request(ctx)?).await.map(Some)
    }
}
