//! The weekly digest at the desk: its issues, a look at any copy, and what the
//! co-ordinator can do about an issue.

use app::digest::{self, TestRefusal};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use db::digest::delivery::Counts;
use domain::digest::DigestState;
use domain::id::{IssueId, MemberId};

use crate::connection::int;
use crate::context::request;
use crate::enums::Enum;
use crate::error::{Code, coded};
use crate::id::Id;
use crate::loaders::{load, loader};
use crate::member::{self, Member};
use crate::payload::Empty;
use crate::scalar::DateTime;

/// One week's digest.
#[derive(Clone)]
pub struct DigestIssue(pub db::digest::Issue);

/// One week's digest.
#[Object]
impl DigestIssue {
    /// Its id.
    pub async fn id(&self) -> Id<IssueId> {
        Id(self.0.id)
    }

    /// Where it stands.
    async fn state(&self) -> Enum<DigestState> {
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
    async fn held_reason(&self) -> Option<&str> {
        self.0.held_reason.as_deref()
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
    async fn preview(
        &self,
        ctx: &Context<'_>,
        member: Option<Id<MemberId>>,
    ) -> Result<DigestPreview> {
        let request = request(ctx)?;
        let own = request.viewer.coordinator()?.id();
        let member = member.map_or(own, |member| member.0);
        let preview = digest::preview(request.app(), self.0.id, member).await?;
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
pub struct DigestPreview(digest::Preview);

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
        &self.0.content.subject
    }

    /// Its HTML part, a whole page: show it in a frame of its own.
    #[graphql(complexity = "crate::cost::TEXT")]
    async fn html(&self) -> &str {
        &self.0.content.html
    }

    /// Its text part.
    #[graphql(complexity = "crate::cost::TEXT")]
    async fn text(&self) -> &str {
        &self.0.content.text
    }

    /// Whether there is nothing in it for this member: none would be sent.
    async fn empty(&self) -> bool {
        self.0.empty
    }
}

/// An issue by its id; the one that comes next when none is named.
pub async fn issue(ctx: &Context<'_>, id: Option<IssueId>) -> Result<Option<DigestIssue>> {
    let request = request(ctx)?;
    request.viewer.coordinator()?;
    let found = match id {
        Some(id) => db::digest::by_id(request.db(), id).await?,
        None => db::digest::next(request.db()).await?,
    };
    Ok(found.map(DigestIssue))
}

/// The latest issues, newest first.
///
/// # Errors
/// `BAD_REQUEST` for a number that is not from 1 to 100.
pub async fn issues(ctx: &Context<'_>, first: i32) -> Result<Vec<DigestIssue>> {
    let request = request(ctx)?;
    request.viewer.coordinator()?;
    if !(1..=100).contains(&first) {
        return Err(coded(Code::BadRequest, "Ask for 1 to 100 issues."));
    }
    let found = db::digest::latest(request.db(), first.into()).await?;
    Ok(found.into_iter().map(DigestIssue).collect())
}

/// To send a test copy to your own address.
#[derive(InputObject)]
pub struct SendTestDigestInput {
    /// Which issue.
    issue: Id<IssueId>,
    /// As which member would get it; as yourself when nobody is named.
    member: Option<Id<MemberId>>,
    /// Why; it stands in the audit list.
    reason: String,
}

/// What the co-ordinator does about the digest, but for decisions about an issue.
#[derive(Default)]
pub struct DigestMutation;

#[Object]
impl DigestMutation {
    /// Send a copy to your own address, as a member would get it.
    async fn send_test_digest(
        &self,
        ctx: &Context<'_>,
        input: SendTestDigestInput,
    ) -> Result<Empty<TestRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let (issue, member) = (input.issue.0, input.member.map(|member| member.0));
        let sent = digest::send_test(app, &coordinator, issue, member, &input.reason).await;
        Empty::empty(sent)
    }
}
