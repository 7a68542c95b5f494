//! The weekly digest: issues here, copies in [`delivery`], what may go into
//! them in [`item`].
//!
//! Every change of an issue's state names the state it starts from, so that of
//! two schedulers at work one changes the row and the other sees that it did
//! not.

pub mod delivery;
pub mod item;

use domain::Timestamp;
use domain::digest::{IssueState, MAY_HAVE_GONE, Standing};
use domain::id::{IssueId, MemberId, RestoreId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::store::{execute, placeholders, row, rows};
use crate::{Reads, Result, Tx};

/// One week's issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Which.
    pub id: IssueId,
    /// Where it stands.
    pub state: IssueState,
    /// Where its window begins.
    pub from: Timestamp,
    /// When its window is to close.
    pub cut_off: Timestamp,
    /// When it is to be sent.
    pub send_at: Timestamp,
    /// Why the co-ordinator keeps it back.
    pub held_reason: Option<String>,
    /// The co-ordinator's words; mostly none.
    pub note: String,
    /// When its window was closed: at the cut-off, or before, when an operator
    /// ran it ahead of time.
    pub closed_at: Option<Timestamp>,
    /// The last member who was given a copy.
    pub enrolled_to: Option<MemberId>,
    /// Whether everyone who is to get a copy has one.
    pub is_enrolled: bool,
    /// Whether it is held because it may have gone out before a backup was put back.
    pub may_have_gone: bool,
}

impl Issue {
    /// Where its window ends: what became visible then is in the next.
    #[must_use]
    pub fn until(&self) -> Timestamp {
        self.closed_at.unwrap_or(self.cut_off)
    }

    /// What its fate depends on.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        Standing {
            state: self.state,
            cut_off: self.cut_off,
            send_at: self.send_at,
            may_have_gone: self.may_have_gone,
        }
    }
}

#[derive(FromQueryResult)]
struct IssueRow {
    id: Uuid,
    state: String,
    from_at: i64,
    cut_off_at: i64,
    send_at: i64,
    held_reason: Option<String>,
    note: String,
    closed_at: Option<i64>,
    enrolled_to: Option<Uuid>,
    enrolled_at: Option<i64>,
    restore_id: Option<Uuid>,
}

impl TryFrom<IssueRow> for Issue {
    type Error = crate::Error;

    fn try_from(row: IssueRow) -> Result<Self> {
        Ok(Self {
            id: IssueId(row.id),
            state: row.state.parse()?,
            from: Timestamp(row.from_at),
            cut_off: Timestamp(row.cut_off_at),
            send_at: Timestamp(row.send_at),
            held_reason: row.held_reason,
            note: row.note,
            closed_at: row.closed_at.map(Timestamp),
            enrolled_to: row.enrolled_to.map(MemberId),
            is_enrolled: row.enrolled_at.is_some(),
            may_have_gone: row.restore_id.is_some(),
        })
    }
}

const COLUMNS: &str = "id, state, from_at, cut_off_at, send_at, held_reason, note, closed_at, enrolled_to, enrolled_at, restore_id";

/// The latest issues, newest first.
pub async fn latest(reads: &impl Reads, first: i64) -> Result<Vec<Issue>> {
    let sql = format!("SELECT {COLUMNS} FROM digest_issue ORDER BY cut_off_at DESC LIMIT $1");
    rows::<IssueRow, _>(reads, sql, [first.into()])
        .await?
        .into_iter()
        .map(Issue::try_from)
        .collect()
}

/// The issues with something still to come, oldest first.
pub async fn open(reads: &impl Reads) -> Result<Vec<Issue>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM digest_issue WHERE state IN ('collecting', 'ready', 'held', 'sending') ORDER BY cut_off_at"
    );
    rows::<IssueRow, _>(reads, sql, [])
        .await?
        .into_iter()
        .map(Issue::try_from)
        .collect()
}

/// These issues, in no order.
pub async fn by_ids(reads: &impl Reads, ids: &[IssueId]) -> Result<Vec<Issue>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM digest_issue WHERE id IN ({})",
        placeholders(1, ids.len())
    );
    rows::<IssueRow, _>(reads, sql, ids.iter().map(|id| id.0.into()))
        .await?
        .into_iter()
        .map(Issue::try_from)
        .collect()
}

/// One issue.
pub async fn by_id(reads: &impl Reads, id: IssueId) -> Result<Option<Issue>> {
    Ok(by_ids(reads, &[id]).await?.pop())
}

/// One issue, whose row the transaction is about to change.
pub async fn for_change(tx: &Tx, id: IssueId) -> Result<Option<Issue>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM digest_issue WHERE id = $1{}",
        tx.engine().for_update()
    );
    row::<IssueRow, _>(tx, sql, [id.0.into()])
        .await?
        .map(Issue::try_from)
        .transpose()
}

/// Opens a window; false if another scheduler did.
pub async fn begin(
    tx: &Tx,
    from: Timestamp,
    cut_off: Timestamp,
    send_at: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let sql = "INSERT INTO digest_issue (id, state, from_at, cut_off_at, send_at, note) VALUES ($1, 'collecting', $2, $3, $4, '')
               ON CONFLICT (cut_off_at) DO NOTHING";
    let values = [
        IssueId::fresh(now).0.into(),
        from.0.into(),
        cut_off.0.into(),
        send_at.0.into(),
    ];
    Ok(execute(tx, sql, values).await? == 1)
}

/// Closes a window; false if it was closed. What the co-ordinator holds stays
/// held.
pub async fn close(tx: &Tx, id: IssueId, at: Timestamp) -> Result<bool> {
    let sql = "UPDATE digest_issue SET closed_at = $1, state = CASE WHEN state = 'collecting' THEN 'ready' ELSE state END
               WHERE id = $2 AND closed_at IS NULL AND state IN ('collecting', 'held')";
    Ok(execute(tx, sql, [at.0.into(), id.0.into()]).await? == 1)
}

/// Begins to send; false if it was not ready, or another scheduler began.
pub async fn start(tx: &Tx, id: IssueId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE digest_issue SET state = 'sending', started_at = $1 WHERE id = $2 AND state = 'ready'";
    Ok(execute(tx, sql, [now.0.into(), id.0.into()]).await? == 1)
}

/// Keeps an issue back; false if it is too late, or held already.
pub async fn hold(tx: &Tx, id: IssueId, reason: &str) -> Result<bool> {
    let sql = "UPDATE digest_issue SET state = 'held', held_reason = $1 WHERE id = $2 AND state IN ('collecting', 'ready')";
    Ok(execute(tx, sql, [reason.into(), id.0.into()]).await? == 1)
}

/// Lets a held issue go, to be sent at `send_at`; false if it was not held.
pub async fn release(tx: &Tx, id: IssueId, send_at: Timestamp) -> Result<bool> {
    let sql = "UPDATE digest_issue SET state = CASE WHEN closed_at IS NULL THEN 'collecting' ELSE 'ready' END,
                      held_reason = NULL, restore_id = NULL, send_at = $1
               WHERE id = $2 AND state = 'held'";
    Ok(execute(tx, sql, [send_at.0.into(), id.0.into()]).await? == 1)
}

/// Keeps back what may have gone out before a backup was put back: issues whose
/// hour had come by then, and those that were on their way in the backup.
pub async fn hold_after_restore(
    tx: &Tx,
    restore: RestoreId,
    restored_at: Timestamp,
) -> Result<u64> {
    let sql = "UPDATE digest_issue SET state = 'held', held_reason = $1, restore_id = $2
               WHERE state = 'sending' OR (state IN ('collecting', 'ready') AND send_at <= $3)";
    execute(
        tx,
        sql,
        [MAY_HAVE_GONE.into(), restore.0.into(), restored_at.0.into()],
    )
    .await
}

/// Keeps back a window that is opened after a restore for a week that lies
/// before it.
pub async fn hold_late_after_restore(
    tx: &Tx,
    cut_off: Timestamp,
    restore: RestoreId,
) -> Result<u64> {
    let sql = "UPDATE digest_issue SET state = 'held', held_reason = $1, restore_id = $2 WHERE cut_off_at = $3 AND state = 'collecting'";
    execute(
        tx,
        sql,
        [MAY_HAVE_GONE.into(), restore.0.into(), cut_off.0.into()],
    )
    .await
}

/// Ends an issue as one that went out before a backup was put back: its items
/// do not go into the next one; false if it does not wait because of that.
pub async fn leave_out(tx: &Tx, id: IssueId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE digest_issue SET state = 'left_out', held_reason = NULL, restore_id = NULL, finished_at = $1,
                      closed_at = COALESCE(closed_at, cut_off_at)
               WHERE id = $2 AND state = 'held' AND restore_id IS NOT NULL";
    let is_left_out = execute(tx, sql, [now.0.into(), id.0.into()]).await? == 1;
    if is_left_out {
        let sql = "UPDATE digest_delivery SET state = 'skipped', skip_reason = 'left_out', finished_at = $1
                   WHERE issue_id = $2 AND state = 'queued'";
        execute(tx, sql, [now.0.into(), id.0.into()]).await?;
    }
    Ok(is_left_out)
}

/// Gives an issue up that never went out, and hands its window to the one after
/// it, so that no item falls between; false if somebody else did.
pub async fn miss(tx: &Tx, issue: &Issue, now: Timestamp) -> Result<bool> {
    let sql =
        "UPDATE digest_issue SET state = 'missed', finished_at = $1 WHERE id = $2 AND state = $3";
    let missed = execute(
        tx,
        sql,
        [now.0.into(), issue.id.0.into(), issue.state.as_str().into()],
    )
    .await?
        == 1;
    if missed {
        let sql = "UPDATE digest_issue SET from_at = $1 WHERE from_at = $2 AND id <> $3 AND state IN ('collecting', 'ready', 'held')";
        execute(
            tx,
            sql,
            [
                issue.from.0.into(),
                issue.until().0.into(),
                issue.id.0.into(),
            ],
        )
        .await?;
    }
    Ok(missed)
}

/// Ends an issue of which no copy is left to send; false if there is one.
pub async fn finish(tx: &Tx, id: IssueId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE digest_issue SET state = 'sent', finished_at = $1
               WHERE id = $2 AND state = 'sending' AND enrolled_at IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM digest_delivery d WHERE d.issue_id = digest_issue.id AND d.state = 'queued')";
    Ok(execute(tx, sql, [now.0.into(), id.0.into()]).await? == 1)
}

#[derive(FromQueryResult)]
struct Found {
    found: i64,
}

/// Whether at least one copy of an issue was handed over.
pub async fn reached_anybody(reads: &impl Reads, id: IssueId) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS found FROM (SELECT 1 AS one FROM digest_delivery WHERE issue_id = $1 AND state = 'sent' LIMIT 1) AS at_least";
    Ok(row::<Found, _>(reads, sql, [id.0.into()])
        .await?
        .is_some_and(|row| row.found > 0))
}

/// Ends an issue whatever is left of it; false if it was over.
pub async fn end(tx: &Tx, id: IssueId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE digest_issue SET state = 'sent', finished_at = $1 WHERE id = $2 AND state = 'sending'";
    Ok(execute(tx, sql, [now.0.into(), id.0.into()]).await? == 1)
}

/// The issue that the co-ordinator has before them: the oldest with something
/// still to come, which is the one to be sent next.
pub async fn next(reads: &impl Reads) -> Result<Option<Issue>> {
    Ok(open(reads).await?.into_iter().next())
}
