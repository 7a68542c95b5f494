//! What the co-ordinator can do about an issue: look at any member's copy, keep
//! it back, let it go, send a test to themself. Untouched, it goes out.

use db::digest::delivery::recipients;
use domain::Coordinator;
use domain::audit::Act;
use domain::digest::DigestState;
use domain::id::{IssueId, MemberId};
use mail::{Choices, Content};

use super::compose::{Batch, Candidates, compose};
use super::schedule::time_zone;
use super::words::{CopyKind, IssueLayout};
use crate::desk::{Decision, DecisionRefusal};
use crate::failure::refusals;
use crate::jobs::{self, Job, SendTestDigest};
use crate::mailing::choices;
use crate::{App, Failure, Problems, audit};

refusals! {
    /// What came of keeping an issue back.
    HoldDigest => HoldRefusal {
        /// It is kept back.
        Held;
        /// Something is wrong with what was typed: see `problems`.
        Invalid,
        /// It is on its way, or over.
        TooLate,
        /// There is no such issue.
        NotFound,
    }
}

refusals! {
    /// What came of sending a test copy.
    SendTestDigest => TestRefusal {
        /// It is on its way to you.
        Sent;
        /// Something is wrong with what was typed, or there is nothing in the copy:
        /// see `problems`.
        Invalid,
        /// There is no such issue or member.
        NotFound,
    }
}

/// A member's copy as it would be now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Whose.
    pub member: MemberId,
    /// Its subject and its two parts.
    pub content: Content,
    /// Whether there is nothing in it: it would not be sent.
    pub empty: bool,
}

/// Keeps an issue back until it is let go; past the next cut-off it is missed.
/// Keeping back what is kept back already changes nothing.
pub async fn hold_digest(
    app: &App,
    coordinator: &Coordinator,
    issue: IssueId,
    reason: &str,
) -> Result<(), Failure<HoldRefusal>> {
    let act = audit::begin(app, coordinator, reason, HoldRefusal::Invalid).await?;
    let found = db::digest::for_change(&act.tx, issue)
        .await?
        .ok_or(HoldRefusal::NotFound)?;
    match found.state {
        DigestState::Held => return Ok(()),
        DigestState::Collecting | DigestState::Ready => {}
        DigestState::Sending | DigestState::Sent | DigestState::Missed | DigestState::LeftOut => {
            return Err(HoldRefusal::TooLate.into());
        }
    }
    db::digest::hold(&act.tx, issue, &act.reason).await?;
    Ok(act.commit(Act::HoldDigest, issue.0).await?)
}

/// Lets a held issue go: at its hour, or now if that is over.
pub async fn release_digest(
    app: &App,
    coordinator: &Coordinator,
    issue: IssueId,
    reason: &str,
) -> Decision {
    let act = audit::begin(app, coordinator, reason, DecisionRefusal::Invalid).await?;
    let found = db::digest::for_change(&act.tx, issue)
        .await?
        .ok_or(DecisionRefusal::NotFound)?;
    if !db::digest::release(&act.tx, issue, found.send_at.max(act.now)).await? {
        return Err(DecisionRefusal::Already.into());
    }
    Ok(act.commit(Act::ReleaseDigest, issue.0).await?)
}

/// Ends an issue as one that went out before a backup was put back. One that is
/// held for another reason counts as dealt with.
pub async fn leave_out_digest(
    app: &App,
    coordinator: &Coordinator,
    issue: IssueId,
    reason: &str,
) -> Decision {
    let act = audit::begin(app, coordinator, reason, DecisionRefusal::Invalid).await?;
    db::digest::for_change(&act.tx, issue)
        .await?
        .ok_or(DecisionRefusal::NotFound)?;
    if !db::digest::leave_out(&act.tx, issue, act.now).await? {
        return Err(DecisionRefusal::Already.into());
    }
    Ok(act.commit(Act::LeaveOutDigest, issue.0).await?)
}

/// Promises a test copy, as `member` (the co-ordinator, if nobody is named)
/// would get it, to the co-ordinator's own address.
///
/// A copy with nothing in it is refused, since none would be sent.
pub async fn send_test(
    app: &App,
    coordinator: &Coordinator,
    issue: IssueId,
    member: Option<MemberId>,
    reason: &str,
) -> Result<(), Failure<TestRefusal>> {
    let reason = audit::reason(reason, TestRefusal::Invalid)?;
    let member = member.unwrap_or(coordinator.id());
    let copy = copy_of(app, issue, member, choices(app, None), CopyKind::Test)
        .await?
        .ok_or(TestRefusal::NotFound)?;
    if copy.empty {
        let problem = Problems::one(
            "member",
            "There is nothing in this copy yet, so nothing would be sent.",
        );
        return Err(problem.with(TestRefusal::Invalid));
    }
    let mut act = audit::begin_because(app, coordinator, reason).await?;
    let job = SendTestDigest {
        issue: issue.0,
        member: member.0,
        to: coordinator.id().0,
        copy: domain::id::fresh(act.now),
    };
    jobs::enqueue(&mut act.tx, Job::SendTestDigest(job), act.now).await?;
    Ok(act.commit(Act::SendTestDigest, issue.0).await?)
}

/// A member's copy as it would be now, whether or not they want it or have it
/// already; none if there is no such issue or member. Without the link that
/// stops the mail: that is the member's own.
pub async fn preview(
    app: &App,
    issue: IssueId,
    member: MemberId,
) -> anyhow::Result<Option<Preview>> {
    copy_of(app, issue, member, choices(app, None), CopyKind::Preview).await
}

/// A member's copy as a test, with the choices of whoever gets it; none if there
/// is no such issue or member, or nothing in the copy any more.
pub(crate) async fn test_copy(
    app: &App,
    issue: IssueId,
    member: MemberId,
    foot: Choices,
) -> anyhow::Result<Option<Content>> {
    let copy = copy_of(app, issue, member, foot, CopyKind::Test).await?;
    Ok(copy.filter(|copy| !copy.empty).map(|copy| copy.content))
}

/// Composes one member's copy, with the choices that belong at its foot.
async fn copy_of(
    app: &App,
    issue: IssueId,
    member: MemberId,
    foot: Choices,
    kind: CopyKind,
) -> anyhow::Result<Option<Preview>> {
    let Some(issue) = db::digest::by_id(app.db(), issue).await? else {
        return Ok(None);
    };
    let Some(to) = recipients(app.db(), &[member]).await?.pop() else {
        return Ok(None);
    };
    let layout = IssueLayout::of(app, &issue, time_zone(app).await?).await?;
    let candidates = Candidates::load(app.db(), issue).await?;
    let batch = Batch::load(app.db(), &candidates, &[member]).await?;
    let chosen = compose(&candidates, &batch, &to);
    let content = layout.render(&to, &chosen, foot, kind)?;
    Ok(Some(Preview {
        member,
        content,
        empty: chosen.is_empty(),
    }))
}
