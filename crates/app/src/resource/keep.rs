//! Keeping a resource true: other facts, another look, another keeper, its end.

use db::Tx;
use db::resource::{ForKeeping, Review};
use domain::clock::Day;
use domain::id::{MemberId, ThreadId};
use domain::member::MemberState;
use domain::notification::NotificationKind;
use domain::post::PostState;
use domain::resource::{CannotKeep, Standing, can_keep};
use domain::{Member, Timestamp};

use super::Facts;
use super::facts::review;
use crate::failure::refusals;
use crate::link;
use crate::search::index_thread;
use crate::{App, Failure, Problems};

/// A resource's next facts.
#[derive(Debug, Clone)]
pub struct ReviseResource {
    /// The thread of which they are the facts.
    pub thread: ThreadId,
    /// All of them.
    pub facts: Facts,
    /// `2027-11-30`; unchanged without it.
    pub review_by: Option<String>,
    /// The version that was revised.
    pub expected_version: i64,
}

refusals! {
    /// What came of giving a resource other facts.
    ReviseResource => ReviseResourceRefusal {
        /// They are saved.
        Saved;
        /// Something must be put right first.
        Invalid,
        /// They were changed meanwhile: look at what is there now.
        ChangedElsewhere,
        /// Somebody else keeps it.
        NotKeeper,
        /// There is no such resource.
        NotFound,
    }
}

impl From<CannotKeep> for ReviseResourceRefusal {
    fn from(cannot: CannotKeep) -> Self {
        match cannot {
            CannotKeep::NotThere => Self::NotFound,
            CannotKeep::NotKeeper => Self::NotKeeper,
        }
    }
}

/// Gives a resource other facts.
pub async fn revise_resource(
    app: &App,
    member: &Member,
    input: ReviseResource,
) -> Result<(), Failure<ReviseResourceRefusal>> {
    let thread = input.thread;
    let mut tx = app.store().begin().await?;
    let kept = kept(&tx, member, thread).await.map_err(Failure::of)?;
    let mut problems = Problems::new();
    let facts = input.facts.check(app, kept.form, &mut problems);
    let by = match input.review_by.as_deref() {
        Some(chosen) if chosen != kept.review_by.to_string() => {
            Some(review(&mut problems, Some(chosen), app.today()))
        }
        _ => None,
    };
    problems.or_refuse(ReviseResourceRefusal::Invalid)?;
    if kept.version != input.expected_version {
        return Err(ReviseResourceRefusal::ChangedElsewhere.into());
    }
    db::resource::revise(&tx, thread, &facts, by).await?;
    if let Some(address) = &facts.address
        && kept.address.as_ref() != Some(address)
    {
        link::begin(app, &mut tx, thread, address, app.now()).await?;
    }
    index_thread(&tx, thread).await?;
    tx.commit().await?;
    Ok(())
}

/// A resource that a member may keep true.
pub(super) async fn kept(
    tx: &Tx,
    member: &Member,
    thread: ThreadId,
) -> Result<ForKeeping, Failure<ReviseResourceRefusal>> {
    let found = db::resource::for_keeping(tx, thread)
        .await?
        .ok_or(ReviseResourceRefusal::NotFound)?;
    can_keep(member, found.keeper, found.state).map_err(ReviseResourceRefusal::from)?;
    Ok(found)
}

refusals! {
    /// What came of looking at a resource again.
    CheckResource => CheckResourceRefusal {
        /// It holds until its next review.
        Checked;
        /// The date must be put right first.
        Invalid,
        /// Somebody else keeps it.
        NotKeeper,
        /// There is no such resource.
        NotFound,
    }
}

impl From<ReviseResourceRefusal> for CheckResourceRefusal {
    fn from(refusal: ReviseResourceRefusal) -> Self {
        match refusal {
            ReviseResourceRefusal::Invalid | ReviseResourceRefusal::ChangedElsewhere => {
                Self::Invalid
            }
            ReviseResourceRefusal::NotKeeper => Self::NotKeeper,
            ReviseResourceRefusal::NotFound => Self::NotFound,
        }
    }
}

/// Says that a resource was looked at and still holds, also one that was retired.
/// It is looked at again on the date that was chosen, or in a year.
pub async fn check_resource(
    app: &App,
    member: &Member,
    thread: ThreadId,
    review_by: Option<&str>,
) -> Result<(), Failure<CheckResourceRefusal>> {
    let now = app.now();
    let mut problems = Problems::new();
    let by = review(&mut problems, review_by, app.today());
    problems.or_refuse(CheckResourceRefusal::Invalid)?;
    let tx = app.store().begin().await?;
    let found = kept(&tx, member, thread).await.map_err(Failure::of)?;
    checked(&tx, thread, &found, by, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes that it still holds.
pub(crate) async fn checked(
    tx: &Tx,
    thread: ThreadId,
    found: &ForKeeping,
    by: Day,
    checked_at: Timestamp,
) -> db::Result<()> {
    if found.standing != Standing::Kept {
        db::resource::set_standing(tx, thread, Standing::Kept, None, None).await?;
    }
    link::found_good(tx, thread, checked_at).await?;
    db::resource::check(tx, thread, Review { by, checked_at }).await
}

refusals! {
    /// What came of handing a resource on.
    HandOnResource => HandOnResourceRefusal {
        /// They keep it now, and are told.
        HandedOn;
        /// They are no active member, or keep it already.
        NotAMember,
        /// Somebody else keeps it.
        NotKeeper,
        /// There is no such resource.
        NotFound,
    }
}

impl From<ReviseResourceRefusal> for HandOnResourceRefusal {
    fn from(refusal: ReviseResourceRefusal) -> Self {
        match refusal {
            ReviseResourceRefusal::NotKeeper => Self::NotKeeper,
            _ => Self::NotFound,
        }
    }
}

/// Hands a resource on to another member, who is told.
pub async fn hand_on_resource(
    app: &App,
    member: &Member,
    thread: ThreadId,
    to: MemberId,
) -> Result<(), Failure<HandOnResourceRefusal>> {
    let tx = app.store().begin().await?;
    let found = kept(&tx, member, thread).await.map_err(Failure::of)?;
    if !handed_on(&tx, thread, &found, to, app.now()).await? {
        return Err(HandOnResourceRefusal::NotAMember.into());
    }
    tx.commit().await?;
    Ok(())
}

/// Gives a resource another keeper, and tells them; false if they are no active
/// member, or keep it.
pub(crate) async fn handed_on(
    tx: &Tx,
    thread: ThreadId,
    found: &ForKeeping,
    to: MemberId,
    now: Timestamp,
) -> db::Result<bool> {
    let account = db::member::account(tx, to).await?;
    let is_active = account.is_some_and(|account| account.member.state == MemberState::Active);
    if !is_active || to == found.keeper {
        return Ok(false);
    }
    db::resource::hand_on(tx, thread, to).await?;
    let kind = NotificationKind::ResourceHandedOn;
    db::notification::tell(tx, to, kind, Some(thread.0), now).await?;
    Ok(true)
}

/// How a resource ends.
#[derive(Debug, Clone)]
pub enum Retire {
    /// Another one stands in its place.
    ReplacedBy(ThreadId),
    /// It should not be used any more, for this reason.
    Withdrawn(String),
}

refusals! {
    /// What came of retiring a resource.
    RetireResource => RetireResourceRefusal {
        /// Its page says so, and those who used it are told.
        Retired;
        /// The reason needs another look.
        Invalid,
        /// What is to stand in its place is not kept in the library, or leads back here.
        NotInLibrary,
        /// Somebody else keeps it.
        NotKeeper,
        /// There is no such resource.
        NotFound,
    }
}

impl From<ReviseResourceRefusal> for RetireResourceRefusal {
    fn from(refusal: ReviseResourceRefusal) -> Self {
        match refusal {
            ReviseResourceRefusal::NotKeeper => Self::NotKeeper,
            _ => Self::NotFound,
        }
    }
}

/// Says that a resource is not to be used any more.
pub async fn retire_resource(
    app: &App,
    member: &Member,
    thread: ThreadId,
    how: Retire,
) -> Result<(), Failure<RetireResourceRefusal>> {
    let mut problems = Problems::new();
    let how = match how {
        Retire::Withdrawn(reason) => Retire::Withdrawn(problems.reason(&reason)),
        replaced @ Retire::ReplacedBy(_) => replaced,
    };
    problems.or_refuse(RetireResourceRefusal::Invalid)?;
    let tx = app.store().begin().await?;
    kept(&tx, member, thread).await.map_err(Failure::of)?;
    if !retired(&tx, thread, member.id(), how, app.now()).await? {
        return Err(RetireResourceRefusal::NotInLibrary.into());
    }
    tx.commit().await?;
    Ok(())
}

/// Writes how a resource ends, and tells those who keep or used it; false if what is
/// to stand in its place is not kept.
pub(crate) async fn retired(
    tx: &Tx,
    thread: ThreadId,
    by: MemberId,
    how: Retire,
    now: Timestamp,
) -> db::Result<bool> {
    let (standing, replaced_by, reason) = match how {
        Retire::ReplacedBy(other) => {
            // One that is kept leads nowhere, so no two lead to each other.
            let is_kept = db::resource::for_keeping(tx, other)
                .await?
                .is_some_and(|other| {
                    other.standing == Standing::Kept && other.state == PostState::Visible
                });
            if other == thread || !is_kept {
                return Ok(false);
            }
            (Standing::Replaced, Some(other), None)
        }
        Retire::Withdrawn(reason) => (Standing::Withdrawn, None, Some(reason)),
    };
    db::resource::set_standing(tx, thread, standing, replaced_by, reason).await?;
    db::notification::tell_of_retiring(tx, thread, by, now).await?;
    Ok(true)
}
