//! The weekly digest at the desk: its issues, a look at any copy, and what the
//! co-ordinator can do about an issue.

use app::digest::{HoldRefusal, ReleaseRefusal, TestRefusal};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use db::digest::delivery::Counts;
use domain::id::{IssueId, MemberId};

use crate::context::request;
use crate::error::{Code, OrBroken, coded};
use crate::id::{id_of, parse};
use crate::loaders::{load, loader};
use crate::member::{self, Member};
use crate::payload::{Payload, payload, refused, status};
use crate::scalar::{DateTime, Text};

/// Where an issue of the digest stands.
#[derive(Enum, Copy, Clone, Eq, PartialEq)]
#[graphql(remote = "domain::digest::IssueState")]
pub enum DigestState {
    /// What becomes visible now will be in it.
    Collecting,
    /// It is complete and waits for its hour.
    Ready,
    /// Copies are going out.
    Sending,
    /// Every copy has come to its end.
    Sent,
    /// The co-ordinator keeps it back.
    Held,
    /// It never went out; the next one holds what it would have held.
    Missed,
    /// It may have gone out before a backup was put back, and you said that it did.
    LeftOut,
}

/// One week's digest.
#[derive(Clone)]
pub struct DigestIssue(pub db::digest::Issue);

/// One week's digest.
#[Object]
impl DigestIssue {
    /// Its id.
    pub async fn id(&self) -> ID {
        id_of(self.0.id)
    }

    /// Where it stands.
    async fn state(&self) -> DigestState {
        self.0.state.into()
    }

    /// What became visible from here on is in it.
    async fn from(&self) -> DateTime {
        DateTime(self.0.from)
    }

    /// What becomes visible from here on is in the next.
    async fn cut_off_at(&self) -> DateTime {
        DateTime(self.0.cut_off)
    }

    /// When it goes out.
    async fn send_at(&self) -> DateTime {
        DateTime(self.0.send_at)
    }

    /// Why it is kept back.
    async fn held_reason(&self) -> Option<Text<'_>> {
        self.0.held_reason.as_deref().map(Text)
    }

    /// Whether it is kept back because it may have gone out before a backup was
    /// put back: let it go, or leave it out.
    async fn may_have_gone(&self) -> bool {
        self.0.may_have_gone
    }

    /// How its copies stand.
    async fn counts(&self, ctx: &Context<'_>) -> Result<DeliveryCounts> {
        let counts = load(ctx, |all| &all.digest_counts, self.0.id).await?;
        Ok(DeliveryCounts::from(counts.unwrap_or_default()))
    }

    /// A copy as it would be now: that of any member, or your own when nobody
    /// is named. The link that stops the mail is left out: it is the member's.
    #[graphql(complexity = "child_complexity + 200")]
    async fn preview(&self, ctx: &Context<'_>, member: Option<ID>) -> Result<DigestPreview> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let member: MemberId = member
            .as_ref()
            .map(parse)
            .transpose()?
            .unwrap_or(coordinator.id());
        let preview = app::digest::preview(request.app(), self.0.id, member)
            .await
            .or_broken(request)?;
        preview
            .map(DigestPreview)
            .ok_or_else(|| coded(Code::BadRequest, "There is no such member."))
    }
}

/// How many copies of an issue stand where.
#[derive(SimpleObject)]
pub struct DeliveryCounts {
    /// To be sent.
    queued: i32,
    /// Sent.
    sent: i32,
    /// Of these, those that the mail server never said it took.
    unconfirmed: i32,
    /// Refused: the address takes no mail.
    bounced: i32,
    /// Given up.
    failed: i32,
    /// Not sent: there was nothing new in them, or the member wants none.
    skipped: i32,
}

impl From<Counts> for DeliveryCounts {
    fn from(counts: Counts) -> Self {
        let int = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
        Self {
            queued: int(counts.queued),
            sent: int(counts.sent),
            unconfirmed: int(counts.unconfirmed),
            bounced: int(counts.bounced),
            failed: int(counts.failed),
            skipped: int(counts.skipped),
        }
    }
}

loader! {
    /// Counts copies, once for all issues of an answer.
    CountsByIssue(IssueId) -> Counts, |request, keys| {
        db::digest::delivery::counts(request.db(), keys).await?
    }
}

/// A member's copy as it would be now.
pub struct DigestPreview(app::digest::Preview);

/// A member's copy as it would be now.
#[Object]
impl DigestPreview {
    /// Whose.
    async fn member(&self, ctx: &Context<'_>) -> Result<Member> {
        let found = member::by_id(ctx, self.0.member).await?;
        found.ok_or_else(|| coded(Code::BadRequest, "There is no such member."))
    }

    /// Its subject.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// Its HTML part, a whole page: show it in a frame of its own.
    #[graphql(complexity = "crate::cost::TEXT")]
    async fn html(&self) -> Text<'_> {
        Text(&self.0.html)
    }

    /// Its text part.
    #[graphql(complexity = "crate::cost::TEXT")]
    async fn text(&self) -> Text<'_> {
        Text(&self.0.text)
    }

    /// Whether there is nothing in it for this member: none would be sent.
    async fn empty(&self) -> bool {
        self.0.empty
    }
}

/// An issue by its id; the one that comes next when none is named.
pub async fn issue(ctx: &Context<'_>, id: Option<ID>) -> Result<Option<DigestIssue>> {
    let request = request(ctx)?;
    request.coordinator()?;
    let found = match id {
        Some(id) => db::digest::by_id(request.db(), parse(&id)?).await,
        None => db::digest::next(request.db()).await,
    };
    Ok(found.or_broken(request)?.map(DigestIssue))
}

/// The latest issues, newest first.
///
/// # Errors
/// `BAD_REQUEST` for a number that is not from 1 to 100.
pub async fn issues(ctx: &Context<'_>, first: i32) -> Result<Vec<DigestIssue>> {
    let request = request(ctx)?;
    request.coordinator()?;
    if !(1..=100).contains(&first) {
        return Err(coded(Code::BadRequest, "Ask for 1 to 100 issues."));
    }
    let found = db::digest::latest(request.db(), first.into())
        .await
        .or_broken(request)?;
    Ok(found.into_iter().map(DigestIssue).collect())
}

/// To keep an issue back.
#[derive(InputObject)]
pub struct HoldDigestInput {
    /// Which issue.
    issue: ID,
    /// Why; it stands in the audit list.
    reason: String,
}

status! {
    /// What came of keeping an issue back.
    HoldDigestStatus {
        /// It is kept back.
        Held;
        HoldRefusal {
            /// Something is wrong with what was typed: see `problems`.
            Invalid(problems),
            /// It is on its way, or over.
            TooLate,
            /// There is no such issue.
            NotFound,
        }
    }
}

payload! {
    "HoldDigestPayload", HoldDigestStatus,
    /// An issue that is kept back.
    HeldDigest as HoldDigestRows {
        /// The issue as it is now.
        digest: DigestIssue,
    }
}

/// To let an issue go.
#[derive(InputObject)]
pub struct ReleaseDigestInput {
    /// Which issue.
    issue: ID,
    /// Why; it stands in the audit list.
    reason: String,
}

status! {
    /// What came of letting an issue go.
    ReleaseDigestStatus {
        /// It goes out at its hour, or now if that is over.
        Released;
        ReleaseRefusal {
            /// Something is wrong with what was typed: see `problems`.
            Invalid(problems),
            /// It was not kept back.
            NotHeld,
            /// There is no such issue.
            NotFound,
        }
    }
}

payload! {
    "ReleaseDigestPayload", ReleaseDigestStatus,
    /// An issue that goes.
    ReleasedDigest as ReleaseDigestRows {
        /// The issue as it is now.
        digest: DigestIssue,
    }
}

/// To leave an issue out.
#[derive(InputObject)]
pub struct LeaveOutDigestInput {
    /// Which issue.
    issue: ID,
    /// Why; it stands in the audit list.
    reason: String,
}

status! {
    /// What came of leaving an issue out.
    LeaveOutDigestStatus {
        /// It is left out.
        LeftOut;
        ReleaseRefusal {
            /// Something is wrong with what was typed: see `problems`.
            Invalid(problems),
            /// It does not wait because of a restore, or not any more.
            NotHeld,
            /// There is no such issue.
            NotFound,
        }
    }
}

payload! {
    "LeaveOutDigestPayload", LeaveOutDigestStatus,
    /// An issue that is left out.
    LeftOutDigest as LeaveOutDigestRows {
        /// The issue as it is now.
        digest: DigestIssue,
    }
}

/// To send a test copy to your own address.
#[derive(InputObject)]
pub struct SendTestDigestInput {
    /// Which issue.
    issue: ID,
    /// As which member would get it; as yourself when nobody is named.
    member: Option<ID>,
    /// Why; it stands in the audit list.
    reason: String,
}

status! {
    /// What came of sending a test copy.
    SendTestDigestStatus {
        /// It is on its way to you.
        Sent;
        TestRefusal {
            /// Something is wrong with what was typed, or there is nothing in the copy:
            /// see `problems`.
            Invalid(problems),
            /// There is no such issue or member.
            NotFound,
        }
    }
}

payload! {
    "SendTestDigestPayload", SendTestDigestStatus,
    /// A copy that is on its way by mail.
    SentTestDigest
}

/// What the co-ordinator does about the digest.
#[derive(Default)]
pub struct DigestMutation;

#[Object]
impl DigestMutation {
    /// Keep an issue back until you let it go. If it is still kept back when the
    /// next one is complete, it is missed, and the next one holds its items.
    async fn hold_digest(
        &self,
        ctx: &Context<'_>,
        input: HoldDigestInput,
    ) -> Result<Payload<HeldDigest>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        match app::digest::hold(
            request.app(),
            &coordinator,
            parse(&input.issue)?,
            &input.reason,
        )
        .await
        {
            Ok(issue) => Ok(Payload::done(HeldDigest {
                digest: DigestIssue(issue),
            })),
            Err(failure) => Ok(refused(request, failure)?.with(HoldDigestRows {
                digest: issue(ctx, Some(input.issue)).await?,
            })),
        }
    }

    /// Let an issue go that was kept back.
    async fn release_digest(
        &self,
        ctx: &Context<'_>,
        input: ReleaseDigestInput,
    ) -> Result<Payload<ReleasedDigest>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        match app::digest::release(
            request.app(),
            &coordinator,
            parse(&input.issue)?,
            &input.reason,
        )
        .await
        {
            Ok(issue) => Ok(Payload::done(ReleasedDigest {
                digest: DigestIssue(issue),
            })),
            Err(failure) => Ok(refused(request, failure)?.with(ReleaseDigestRows {
                digest: issue(ctx, Some(input.issue)).await?,
            })),
        }
    }

    /// Leave an issue out that went out before a backup was put back. Nobody gets
    /// it again, and the next one does not repeat its items.
    async fn leave_out_digest(
        &self,
        ctx: &Context<'_>,
        input: LeaveOutDigestInput,
    ) -> Result<Payload<LeftOutDigest>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        match app::digest::leave_out(
            request.app(),
            &coordinator,
            parse(&input.issue)?,
            &input.reason,
        )
        .await
        {
            Ok(issue) => Ok(Payload::done(LeftOutDigest {
                digest: DigestIssue(issue),
            })),
            Err(failure) => Ok(refused(request, failure)?.with(LeaveOutDigestRows {
                digest: issue(ctx, Some(input.issue)).await?,
            })),
        }
    }

    /// Send a copy to your own address, as a member would get it.
    async fn send_test_digest(
        &self,
        ctx: &Context<'_>,
        input: SendTestDigestInput,
    ) -> Result<Payload<SentTestDigest>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let member = input.member.as_ref().map(parse).transpose()?;
        match app::digest::send_test(
            request.app(),
            &coordinator,
            parse(&input.issue)?,
            member,
            &input.reason,
        )
        .await
        {
            Ok(()) => Ok(Payload::done(SentTestDigest)),
            Err(failure) => Ok(refused(request, failure)?.into()),
        }
    }
}
