//! Reports: what members told the co-ordinator, and what came of it.

use domain::Timestamp;
use domain::id::{MemberId, PostId, ReportId};
use domain::report::{ReportOutcome, ReportReason};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::store::{execute, row, rows};
use crate::{Cursor, Page, PageRequest, Reads, Result, Tx};

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A post.
    Post(PostId),
    /// A member.
    Member(MemberId),
}

/// A report.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// Who told.
    pub reporter: MemberId,
    /// About what.
    pub subject: Subject,
    /// What is wrong.
    pub reason: ReportReason,
    /// In the reporter's words; may be empty.
    pub note: String,
    /// When.
    pub created_at: Timestamp,
    /// When it was answered.
    pub resolved_at: Option<Timestamp>,
    /// What came of it.
    pub outcome: Option<ReportOutcome>,
    /// The co-ordinator's answer.
    pub resolution: Option<String>,
}

const COLUMNS: &str = "id, reporter_id, post_id, member_id, reason, note, created_at, resolved_at, outcome, resolution";

#[derive(FromQueryResult)]
struct ReportRow {
    id: Uuid,
    reporter_id: Uuid,
    post_id: Option<Uuid>,
    member_id: Option<Uuid>,
    reason: String,
    note: String,
    created_at: i64,
    resolved_at: Option<i64>,
    outcome: Option<String>,
    resolution: Option<String>,
}

impl ReportRow {
    fn read(self) -> Result<Report> {
        let subject = match (self.post_id, self.member_id) {
            (Some(post), None) => Subject::Post(PostId(post)),
            (None, Some(member)) => Subject::Member(MemberId(member)),
            _ => return Err(crate::Error::Row("a report is about one thing".to_owned())),
        };
        Ok(Report {
            id: ReportId(self.id),
            reporter: MemberId(self.reporter_id),
            subject,
            reason: self.reason.parse()?,
            note: self.note,
            created_at: Timestamp(self.created_at),
            resolved_at: self.resolved_at.map(Timestamp),
            outcome: self.outcome.map(|outcome| outcome.parse()).transpose()?,
            resolution: self.resolution,
        })
    }
}

#[derive(FromQueryResult)]
struct Number {
    number: i64,
}

/// Makes the row.
pub async fn insert(tx: &Tx, report: &Report) -> Result<()> {
    let (post, member) = columns(report.subject);
    execute(
        tx,
        "INSERT INTO report (id, reporter_id, post_id, member_id, reason, note, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
            report.id.0.into(),
            report.reporter.0.into(),
            post.into(),
            member.into(),
            report.reason.as_str().into(),
            report.note.clone().into(),
            report.created_at.0.into(),
        ],
    )
    .await?;
    Ok(())
}

const fn columns(subject: Subject) -> (Option<Uuid>, Option<Uuid>) {
    match subject {
        Subject::Post(id) => (Some(id.0), None),
        Subject::Member(id) => (None, Some(id.0)),
    }
}

/// Whether the member has told of this already and waits for the answer.
pub async fn is_open(reads: &impl Reads, reporter: MemberId, subject: Subject) -> Result<bool> {
    let (column, id) = match subject {
        Subject::Post(id) => ("post_id", id.0),
        Subject::Member(id) => ("member_id", id.0),
    };
    let sql = format!(
        "SELECT COUNT(*) AS number FROM report WHERE reporter_id = $1 AND {column} = $2 AND resolved_at IS NULL"
    );
    let counted: Option<Number> = row(reads, sql, [reporter.0.into(), id.into()]).await?;
    Ok(counted.is_some_and(|counted| counted.number > 0))
}

/// One report.
pub async fn by_id(reads: &impl Reads, id: ReportId) -> Result<Option<Report>> {
    let found: Option<ReportRow> = row(
        reads,
        format!("SELECT {COLUMNS} FROM report WHERE id = $1"),
        [id.0.into()],
    )
    .await?;
    found.map(ReportRow::read).transpose()
}

/// One report, held until the transaction is over.
pub async fn for_update(tx: &Tx, id: ReportId) -> Result<Option<Report>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM report WHERE id = $1{}",
        tx.engine().for_update()
    );
    let found: Option<ReportRow> = row(tx, sql, [id.0.into()]).await?;
    found.map(ReportRow::read).transpose()
}

/// The reports that wait for an answer, the oldest first.
pub async fn unresolved(reads: &impl Reads, page: &PageRequest) -> Result<Page<(Cursor, Report)>> {
    let mut values: Vec<Value> = Vec::new();
    let place = page.after.map_or("", |after| {
        values.extend([after.key.into(), after.id.into()]);
        " AND (created_at, id) > ($1, $2)"
    });
    let sql = format!(
        "SELECT {COLUMNS} FROM report WHERE resolved_at IS NULL{place} ORDER BY created_at, id LIMIT {}",
        page.limit()
    );
    let found: Vec<ReportRow> = rows(reads, sql, values).await?;
    let reports = found
        .into_iter()
        .map(ReportRow::read)
        .collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(reports, page)
        .map(|report| (Cursor::at(report.created_at, report.id.0), report)))
}

/// How many wait.
pub async fn unresolved_count(reads: &impl Reads) -> Result<i64> {
    let counted: Option<Number> = row(
        reads,
        "SELECT COUNT(*) AS number FROM report WHERE resolved_at IS NULL",
        [],
    )
    .await?;
    Ok(counted.map_or(0, |counted| counted.number))
}

/// Writes down the answer.
pub async fn resolve(
    tx: &Tx,
    id: ReportId,
    by: MemberId,
    outcome: ReportOutcome,
    resolution: &str,
    now: Timestamp,
) -> Result<()> {
    execute(
        tx,
        "UPDATE report SET resolved_at = $2, resolved_by = $3, outcome = $4, resolution = $5 WHERE id = $1",
        [id.0.into(), now.0.into(), by.0.into(), outcome.as_str().into(), resolution.into()],
    )
    .await?;
    Ok(())
}
