//! What the co-ordinator does: decide about people, posts, threads and reports.
//!
//! Every command takes a [`Coordinator`], has a reason, writes its audit entry
//! in its own transaction and tells the person. Each reads what it decides
//! about with a lock: of two co-ordinators who decide at once, the second finds
//! it decided.

use db::member::Account;
use db::notification::About;
use domain::audit::{Act, Entry, REASON_LIMIT, Subject};
use domain::id::{MemberId, PostId, ReportId, ThreadId};
use domain::member::{MemberState, Role};
use domain::notification::NotificationKind;
use domain::post::PostState;
use domain::report::ReportOutcome;
use domain::{Coordinator, Timestamp};
use uuid::Uuid;

use crate::jobs::{self, Job};
use crate::{App, Failure, Problems};

/// Why a decision was not taken.
#[derive(Debug)]
pub enum DecisionRefusal {
    /// The reason needs another look, or the act itself.
    Invalid(Problems),
    /// It stands as it was to be, or somebody decided otherwise meanwhile.
    Already,
    /// There is nothing of that kind to decide about.
    NotFound,
}

type Decision = Result<(), Failure<DecisionRefusal>>;

const NOT_FOUND: Failure<DecisionRefusal> = Failure::Refused(DecisionRefusal::NotFound);
const ALREADY: Failure<DecisionRefusal> = Failure::Refused(DecisionRefusal::Already);

/// Makes an applicant a member.
///
/// # Errors
/// [`DecisionRefusal`].
pub async fn approve_member(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    reason: &str,
) -> Decision {
    let reason = checked(reason)?;
    let now = app.now();
    let mut tx = app.store().begin().await?;
    let account = applicant(&tx, member).await?;
    let organisation = match account.organisation_typed.as_deref() {
        None | Some("") => account.member.organisation,
        Some(name) => {
            Some(db::organisation::find_or_make(&tx, account.member.sector, name, now).await?)
        }
    };
    db::member::approve(&tx, member, organisation, &reason, now).await?;
    db::notification::tell(
        &tx,
        member,
        NotificationKind::ApplicationApproved,
        &About::default(),
        now,
    )
    .await?;
    let entry = record(
        &tx,
        coordinator,
        Act::ApproveMember,
        (Subject::Member, member.0),
        reason,
        now,
    )
    .await?;
    jobs::enqueue(&mut tx, Job::SendDecision { entry }, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Declines an applicant, who is sent the reason.
///
/// # Errors
/// [`DecisionRefusal`].
pub async fn decline_member(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    reason: &str,
) -> Decision {
    let reason = checked(reason)?;
    let now = app.now();
    let mut tx = app.store().begin().await?;
    applicant(&tx, member).await?;
    db::member::decline(&tx, member, &reason, now).await?;
    let entry = record(
        &tx,
        coordinator,
        Act::DeclineMember,
        (Subject::Member, member.0),
        reason,
        now,
    )
    .await?;
    jobs::enqueue(&mut tx, Job::SendDecision { entry }, now).await?;
    tx.commit().await?;
    Ok(())
}

/// An applicant who waits for a decision, held until it is taken.
async fn applicant(tx: &db::Tx, member: MemberId) -> Result<Account, Failure<DecisionRefusal>> {
    let account = db::member::account_for_update(tx, member)
        .await?
        .ok_or(NOT_FOUND)?;
    match account.member.state {
        MemberState::Applicant if account.address_confirmed_at.is_some() => Ok(account),
        MemberState::Applicant | MemberState::Left => Err(NOT_FOUND),
        MemberState::Active | MemberState::Declined | MemberState::Suspended => Err(ALREADY),
    }
}

/// Pauses a member's access. Every browser they are signed in with is signed
/// out in the same transaction, and they are sent the reason.
///
/// # Errors
/// [`DecisionRefusal`]. Nobody pauses their own access or that of the last
/// co-ordinator: there would be nobody to give it back.
pub async fn suspend_member(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    reason: &str,
) -> Decision {
    let reason = checked(reason)?;
    if member == coordinator.id() {
        return Err(invalid("member", "You cannot pause your own access"));
    }
    let now = app.now();
    let mut tx = app.store().begin().await?;
    // Before the member's own row: two who pause each other lock in one order.
    let coordinators = db::member::full_coordinators_for_update(&tx).await?;
    let account = db::member::account_for_update(&tx, member)
        .await?
        .ok_or(NOT_FOUND)?;
    match account.member.state {
        MemberState::Active => {}
        MemberState::Suspended => return Err(ALREADY),
        MemberState::Applicant | MemberState::Declined | MemberState::Left => {
            return Err(NOT_FOUND);
        }
    }
    if account.member.role == Role::Coordinator && coordinators.iter().all(|other| *other == member)
    {
        return Err(invalid(
            "member",
            "There must be another co-ordinator first",
        ));
    }
    db::member::set_state(&tx, member, MemberState::Suspended).await?;
    let sessions = db::session::end_all(&tx, member).await?;
    db::challenge::end_of_member(&tx, member, now).await?;
    let entry = record(
        &tx,
        coordinator,
        Act::SuspendMember,
        (Subject::Member, member.0),
        reason,
        now,
    )
    .await?;
    jobs::enqueue(&mut tx, Job::SendDecision { entry }, now).await?;
    tx.commit().await?;
    tracing::info!(event = "session_ended", why = "paused", member = %member, by = %coordinator.id(), sessions, "access was paused");
    Ok(())
}

/// Gives a member's access back. They are told, and sign in again.
///
/// # Errors
/// [`DecisionRefusal`].
pub async fn reinstate_member(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    reason: &str,
) -> Decision {
    let reason = checked(reason)?;
    let now = app.now();
    let mut tx = app.store().begin().await?;
    let account = db::member::account_for_update(&tx, member)
        .await?
        .ok_or(NOT_FOUND)?;
    match account.member.state {
        MemberState::Suspended => {}
        MemberState::Active => return Err(ALREADY),
        MemberState::Applicant | MemberState::Declined | MemberState::Left => {
            return Err(NOT_FOUND);
        }
    }
    db::member::set_state(&tx, member, MemberState::Active).await?;
    let entry = record(
        &tx,
        coordinator,
        Act::ReinstateMember,
        (Subject::Member, member.0),
        reason,
        now,
    )
    .await?;
    jobs::enqueue(&mut tx, Job::SendDecision { entry }, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Sends mail again to a member whose address refused it. Refused once more, it
/// is back on the desk.
///
/// # Errors
/// [`DecisionRefusal`].
pub async fn resume_mail(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    reason: &str,
) -> Decision {
    let reason = checked(reason)?;
    let now = app.now();
    let tx = app.store().begin().await?;
    let account = db::member::account_for_update(&tx, member)
        .await?
        .ok_or(NOT_FOUND)?;
    if account.member.state != MemberState::Active {
        return Err(NOT_FOUND);
    }
    if account.mail_suspended_at.is_none() {
        return Err(ALREADY);
    }
    db::member::resume_mail(&tx, member).await?;
    record(
        &tx,
        coordinator,
        Act::ResumeMail,
        (Subject::Member, member.0),
        reason,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Hides a post from everyone; with an opening, its thread. The author is told
/// and sent the reason.
///
/// # Errors
/// [`DecisionRefusal`].
pub async fn hide_post(
    app: &App,
    coordinator: &Coordinator,
    post: PostId,
    reason: &str,
) -> Decision {
    let reason = checked(reason)?;
    let case = PostDecision {
        post,
        to: PostState::Hidden,
        act: Act::HidePost,
        kind: NotificationKind::PostHidden,
    };
    case.take(app, coordinator, reason, |state| match state {
        PostState::Visible | PostState::Held => Ok(()),
        PostState::Hidden => Err(ALREADY),
        // Its author took it back: there is nothing left to hide.
        PostState::Withdrawn => Err(NOT_FOUND),
    })
    .await
}

/// Puts a hidden post back where it was, and tells its author.
///
/// # Errors
/// [`DecisionRefusal`].
pub async fn restore_post(
    app: &App,
    coordinator: &Coordinator,
    post: PostId,
    reason: &str,
) -> Decision {
    let reason = checked(reason)?;
    let case = PostDecision {
        post,
        to: PostState::Visible,
        act: Act::RestorePost,
        kind: NotificationKind::PostRestored,
    };
    case.take(app, coordinator, reason, |state| match state {
        PostState::Hidden => Ok(()),
        PostState::Visible | PostState::Held | PostState::Withdrawn => Err(ALREADY),
    })
    .await
}

struct PostDecision {
    post: PostId,
    to: PostState,
    act: Act,
    kind: NotificationKind,
}

impl PostDecision {
    async fn take(
        &self,
        app: &App,
        coordinator: &Coordinator,
        reason: String,
        allowed: impl Fn(PostState) -> Decision,
    ) -> Decision {
        let now = app.now();
        let mut tx = app.store().begin().await?;
        let case = db::desk::post_for_update(&tx, self.post)
            .await?
            .ok_or(NOT_FOUND)?;
        allowed(case.state)?;
        db::desk::set_post_state(&tx, self.post, self.to, now).await?;
        if case.opening {
            db::thread::set_state(&tx, case.thread, self.to).await?;
        }
        db::thread::recount(&tx, case.thread).await?;
        let about = About {
            thread: Some(case.thread),
            post: Some(self.post),
            report: None,
        };
        db::notification::tell(&tx, case.author, self.kind, &about, now).await?;
        let entry = record(
            &tx,
            coordinator,
            self.act,
            (Subject::Post, self.post.0),
            reason,
            now,
        )
        .await?;
        jobs::enqueue(&mut tx, Job::TellAuthor { entry }, now).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Closes a thread to replies, and tells the one who started it.
///
/// # Errors
/// [`DecisionRefusal`].
pub async fn lock_thread(
    app: &App,
    coordinator: &Coordinator,
    thread: ThreadId,
    reason: &str,
) -> Decision {
    set_locked(app, coordinator, thread, reason, Lock::On).await
}

/// Opens it again. That is seen in the thread, and told to nobody.
///
/// # Errors
/// [`DecisionRefusal`].
pub async fn unlock_thread(
    app: &App,
    coordinator: &Coordinator,
    thread: ThreadId,
    reason: &str,
) -> Decision {
    set_locked(app, coordinator, thread, reason, Lock::Off).await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lock {
    On,
    Off,
}

async fn set_locked(
    app: &App,
    coordinator: &Coordinator,
    thread: ThreadId,
    reason: &str,
    lock: Lock,
) -> Decision {
    let reason = checked(reason)?;
    let now = app.now();
    let tx = app.store().begin().await?;
    let case = db::desk::thread_for_update(&tx, thread)
        .await?
        .ok_or(NOT_FOUND)?;
    if matches!(case.state, PostState::Hidden | PostState::Held) {
        return Err(NOT_FOUND);
    }
    if case.locked == (lock == Lock::On) {
        return Err(ALREADY);
    }
    let (at, act) = match lock {
        Lock::On => (Some(now), Act::LockThread),
        Lock::Off => (None, Act::UnlockThread),
    };
    db::desk::set_locked(&tx, thread, at).await?;
    if lock == Lock::On {
        let about = About {
            thread: Some(thread),
            post: None,
            report: None,
        };
        db::notification::tell(
            &tx,
            case.author,
            NotificationKind::ThreadLocked,
            &about,
            now,
        )
        .await?;
    }
    record(
        &tx,
        coordinator,
        act,
        (Subject::Thread, thread.0),
        reason,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Answers a report; the reporter hears what came of it.
///
/// # Errors
/// [`DecisionRefusal`].
pub async fn resolve_report(
    app: &App,
    coordinator: &Coordinator,
    report: ReportId,
    outcome: ReportOutcome,
    reason: &str,
) -> Decision {
    let reason = checked(reason)?;
    let now = app.now();
    let tx = app.store().begin().await?;
    let found = db::report::for_update(&tx, report)
        .await?
        .ok_or(NOT_FOUND)?;
    if found.resolved_at.is_some() {
        return Err(ALREADY);
    }
    db::report::resolve(&tx, report, coordinator.id(), outcome, &reason, now).await?;
    let about = About {
        thread: None,
        post: None,
        report: Some(report),
    };
    db::notification::tell(
        &tx,
        found.reporter,
        NotificationKind::ReportResolved,
        &about,
        now,
    )
    .await?;
    record(
        &tx,
        coordinator,
        Act::ResolveReport,
        (Subject::Report, report.0),
        reason,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The reason, cleaned.
fn checked(reason: &str) -> Result<String, Failure<DecisionRefusal>> {
    let mut problems = Problems::new();
    let reason = problems.text("reason", "a reason", reason, REASON_LIMIT);
    problems
        .or()
        .map_err(|problems| Failure::Refused(DecisionRefusal::Invalid(problems)))?;
    Ok(reason)
}

fn invalid(field: &'static str, message: &str) -> Failure<DecisionRefusal> {
    Failure::Refused(DecisionRefusal::Invalid(Problems::one(field, message)))
}

async fn record(
    tx: &db::Tx,
    coordinator: &Coordinator,
    act: Act,
    (subject, subject_id): (Subject, Uuid),
    reason: String,
    now: Timestamp,
) -> Result<i64, db::Error> {
    let entry = Entry {
        at: now,
        actor: Some(coordinator.id().0),
        act,
        subject,
        subject_id,
        reason,
    };
    db::audit::append(tx, &entry).await
}
