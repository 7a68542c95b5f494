//! Reports: what members told the co-ordinator, and what came of it.

use domain::Timestamp;
use domain::id::{MemberId, PostId, ReportId};
use domain::report::{ReportOutcome, ReportReason};
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
};

use crate::entity::report::{ActiveModel, Column, Entity, Model};
use crate::page::{Conditions, Order};
use crate::store::{columns, rows, update};
use crate::{Cursor, Error, Page, PageRequest, Reads, Result, Tx};

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Post(PostId),
    Member(MemberId),
}

impl Subject {
    const fn post(self) -> Option<PostId> {
        match self {
            Self::Post(id) => Some(id),
            Self::Member(_) => None,
        }
    }

    const fn member(self) -> Option<MemberId> {
        match self {
            Self::Member(id) => Some(id),
            Self::Post(_) => None,
        }
    }

    /// That a report is about it.
    fn is_it(self) -> Expr {
        match self {
            Self::Post(id) => Column::PostId.eq(id),
            Self::Member(id) => Column::MemberId.eq(id),
        }
    }
}

/// A report.
#[derive(Debug, Clone)]
pub struct Report {
    pub id: ReportId,
    pub reporter: MemberId,
    pub subject: Subject,
    pub reason: ReportReason,
    /// In the reporter's words; may be empty.
    pub note: String,
    pub created_at: Timestamp,
    pub resolved_at: Option<Timestamp>,
    pub outcome: Option<ReportOutcome>,
    /// The co-ordinator's answer.
    pub resolution: Option<String>,
}

impl TryFrom<Model> for Report {
    type Error = Error;

    fn try_from(report: Model) -> Result<Self> {
        let subject = match (report.post_id, report.member_id) {
            (Some(post), None) => Subject::Post(post),
            (None, Some(member)) => Subject::Member(member),
            _ => return Err(Error::Row("a report is about one thing".to_owned())),
        };
        Ok(Self {
            id: report.id,
            reporter: report.reporter_id,
            subject,
            reason: report.reason,
            note: report.note,
            created_at: report.created_at,
            resolved_at: report.resolved_at,
            outcome: report.outcome,
            resolution: report.resolution,
        })
    }
}

/// Makes the row.
pub async fn insert(tx: &Tx, report: &Report) -> Result<()> {
    let report = ActiveModel {
        id: Set(report.id),
        reporter_id: Set(report.reporter),
        post_id: Set(report.subject.post()),
        member_id: Set(report.subject.member()),
        reason: Set(report.reason),
        note: Set(report.note.clone()),
        created_at: Set(report.created_at),
        ..ActiveModel::default()
    };
    Entity::insert(report).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether the member has told of this already and waits for the answer.
pub async fn is_open(reads: &impl Reads, reporter: MemberId, subject: Subject) -> Result<bool> {
    let open = Entity::find()
        .filter(Column::ReporterId.eq(reporter))
        .filter(subject.is_it())
        .filter(Column::ResolvedAt.is_null());
    Ok(open.count(reads).await? > 0)
}

/// One report.
pub async fn by_id(reads: &impl Reads, id: ReportId) -> Result<Option<Report>> {
    let found = Entity::find_by_id(id).one(reads).await?;
    found.map(Report::try_from).transpose()
}

/// One report, held until the transaction is over.
pub async fn for_update(tx: &Tx, id: ReportId) -> Result<Option<Report>> {
    let held = Entity::find_by_id(id).lock(LockType::NoKeyUpdate);
    held.one(tx).await?.map(Report::try_from).transpose()
}

/// The reports about something that wait for an answer, held until the transaction
/// is over, in the order of their ids.
pub async fn open_about(tx: &Tx, subject: Subject) -> Result<Vec<Report>> {
    let held = Entity::find()
        .filter(subject.is_it())
        .filter(Column::ResolvedAt.is_null())
        .order_by_asc(Column::Id)
        .lock(LockType::NoKeyUpdate);
    let found = held.all(tx).await?.into_iter();
    found.map(Report::try_from).collect()
}

/// The reports that wait for an answer, the oldest first.
pub async fn unresolved(reads: &impl Reads, page: &PageRequest) -> Result<Page<(Cursor, Report)>> {
    let mut open = Conditions::new("r.resolved_at IS NULL");
    let order = ["r.created_at", "r.id"];
    let stretch = open.stretch(order, Order::Ascending, page.after.as_ref(), page.limit());
    let sql = format!(
        "SELECT {} FROM report r WHERE {stretch}",
        columns::<Model>("r")
    );
    let found: Vec<Model> = rows(reads, sql, open.values).await?;
    let reports = found.into_iter().map(Report::try_from);
    let page = Page::from_rows(reports.collect::<Result<_>>()?, page);
    Ok(page.placed(|report: &Report| Cursor::at(report.created_at, report.id.0)))
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
    let resolved = ActiveModel {
        resolved_at: Set(Some(now)),
        resolved_by: Set(Some(by)),
        outcome: Set(Some(outcome)),
        resolution: Set(Some(resolution.to_owned())),
        ..ActiveModel::default()
    };
    update(tx, resolved, Column::Id.eq(id)).await.map(drop)
}
