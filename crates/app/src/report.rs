//! Telling the co-ordinator that something is wrong.

use db::report::{Report, Subject};
use domain::Member;
use domain::id::ReportId;
use domain::member::MemberState;
use domain::post::PostState;
use domain::report::{NOTE_LIMIT, ReportReason};

use crate::failure::refusals;
use crate::{App, Failure, Problems};

/// What somebody tells.
#[derive(Debug, Clone)]
pub struct NewReport {
    /// About what.
    pub subject: Subject,
    /// What is wrong.
    pub reason: ReportReason,
    /// In their words; needed when the reason is "something else".
    pub note: String,
}

refusals! {
    /// What became of it.
    Report => ReportRefusal {
        /// The co-ordinator has it.
        Received;
        /// One has told of this before, and it waits for an answer.
        AlreadyReported,
        /// The note needs another look.
        Invalid,
        /// There is no such thing.
        NotFound,
    }
}

/// Receives a report.
pub async fn report(
    app: &App,
    member: &Member,
    input: NewReport,
) -> Result<(), Failure<ReportRefusal>> {
    let mut problems = Problems::new();
    let may_be_empty = input.reason != ReportReason::Other;
    let note = if may_be_empty && input.note.trim().is_empty() {
        String::new()
    } else {
        problems.text("note", "what is wrong", &input.note, NOTE_LIMIT)
    };
    problems.or_refuse(ReportRefusal::Invalid)?;
    let now = app.now();
    let tx = app.store().begin().await?;
    // Holds the reporter's own row: two presses of one button come one by one.
    db::member::account_for_update(&tx, member.id()).await?;
    if !is_there(&tx, member, input.subject).await? {
        return Err(ReportRefusal::NotFound.into());
    }
    if db::report::is_open(&tx, member.id(), input.subject).await? {
        return Err(ReportRefusal::AlreadyReported.into());
    }
    let report = Report {
        id: ReportId::fresh(now),
        reporter: member.id(),
        subject: input.subject,
        reason: input.reason,
        note,
        created_at: now,
        resolved_at: None,
        outcome: None,
        resolution: None,
    };
    db::report::insert(&tx, &report).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the member can see what they report.
async fn is_there(tx: &db::Tx, member: &Member, subject: Subject) -> Result<bool, db::Error> {
    match subject {
        Subject::Post(id) => {
            let post = db::post::by_id(tx, id, member.id()).await?;
            Ok(post.is_some_and(|post| post.state == PostState::Visible))
        }
        Subject::Member(id) if id == member.id() => Ok(false),
        Subject::Member(id) => {
            let found = db::member::members_by_ids(tx, &[id]).await?;
            Ok(found
                .first()
                .is_some_and(|found| found.state == MemberState::Active))
        }
    }
}
