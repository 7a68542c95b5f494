//! The weekly digest: issues here, copies in [`delivery`], what may go into
//! them in [`item`].
//!
//! Every change of an issue's state names the state it starts from, so that of
//! two schedulers at work one changes the row and the other sees that it did
//! not.

pub mod delivery;
pub mod item;

use domain::Timestamp;
use domain::digest::{DigestState, IssueStatus, MAY_HAVE_GONE};
use domain::id::{IssueId, MemberId, RestoreId};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait as _, DerivePartialModel, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
};

use crate::entity::digest_issue::{ActiveModel, Column, Entity};
use crate::store::{execute, insert_unless_there, value};
use crate::{Reads, Result, Tx};

/// One week's issue.
#[derive(Debug, Clone, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Issue {
    pub id: IssueId,
    pub state: DigestState,
    /// Where its window begins.
    #[sea_orm(from_col = "from_at")]
    pub from: Timestamp,
    /// When its window is to close.
    #[sea_orm(from_col = "cut_off_at")]
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
    #[sea_orm(from_expr = "Column::EnrolledAt.is_not_null()")]
    pub is_enrolled: bool,
    /// Whether it is held because it may have gone out before a backup was put back.
    #[sea_orm(from_expr = "Column::RestoreId.is_not_null()")]
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
    pub const fn status(&self) -> IssueStatus {
        IssueStatus {
            state: self.state,
            cut_off: self.cut_off,
            send_at: self.send_at,
            may_have_gone: self.may_have_gone,
        }
    }
}

/// The latest issues, newest first.
pub async fn latest(reads: &impl Reads, first: i64) -> Result<Vec<Issue>> {
    let first = u64::try_from(first).unwrap_or(0);
    let latest = Entity::find().order_by_desc(Column::CutOffAt).limit(first);
    Ok(latest.into_partial_model().all(reads).await?)
}

/// The issues with something still to come, oldest first.
pub async fn open(reads: &impl Reads) -> Result<Vec<Issue>> {
    let open = Entity::find()
        .filter(Column::State.is_in([
            DigestState::Collecting,
            DigestState::Ready,
            DigestState::Held,
            DigestState::Sending,
        ]))
        .order_by_asc(Column::CutOffAt);
    Ok(open.into_partial_model().all(reads).await?)
}

/// These issues, in no order.
pub async fn by_ids(reads: &impl Reads, ids: &[IssueId]) -> Result<Vec<Issue>> {
    let these = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(these.into_partial_model().all(reads).await?)
}

/// One issue.
pub async fn by_id(reads: &impl Reads, id: IssueId) -> Result<Option<Issue>> {
    Ok(Entity::find_by_id(id)
        .into_partial_model()
        .one(reads)
        .await?)
}

/// One issue, whose row the transaction is about to change.
pub async fn for_change(tx: &Tx, id: IssueId) -> Result<Option<Issue>> {
    let held = Entity::find_by_id(id).lock(LockType::NoKeyUpdate);
    Ok(held.into_partial_model().one(tx).await?)
}

/// Opens a window; false if another scheduler did.
pub async fn begin(
    tx: &Tx,
    from: Timestamp,
    cut_off: Timestamp,
    send_at: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let issue = ActiveModel {
        id: Set(IssueId::fresh(now)),
        state: Set(DigestState::Collecting),
        from_at: Set(from),
        cut_off_at: Set(cut_off),
        send_at: Set(send_at),
        note: Set(String::new()),
        ..ActiveModel::default()
    };
    insert_unless_there(tx, issue, [Column::CutOffAt]).await
}

/// Closes a window; false if it was closed. What the co-ordinator holds stays
/// held.
pub async fn close(tx: &Tx, id: IssueId, at: Timestamp) -> Result<bool> {
    let sql = "UPDATE digest_issue SET closed_at = $1, state = CASE WHEN state = 'collecting' THEN 'ready' ELSE state END
               WHERE id = $2 AND closed_at IS NULL AND state IN ('collecting', 'held')";
    Ok(execute(tx, sql, [at.into(), id.into()]).await? == 1)
}

/// Begins to send; false if it was not ready, or another scheduler began.
pub async fn start(tx: &Tx, id: IssueId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE digest_issue SET state = 'sending', started_at = $1 WHERE id = $2 AND state = 'ready'";
    Ok(execute(tx, sql, [now.into(), id.into()]).await? == 1)
}

/// Keeps an issue back; false if it is too late, or held already.
pub async fn hold(tx: &Tx, id: IssueId, reason: &str) -> Result<bool> {
    let sql = "UPDATE digest_issue SET state = 'held', held_reason = $1 WHERE id = $2 AND state IN ('collecting', 'ready')";
    Ok(execute(tx, sql, [reason.into(), id.into()]).await? == 1)
}

/// Lets a held issue go, to be sent at `send_at`; false if it was not held.
pub async fn release(tx: &Tx, id: IssueId, send_at: Timestamp) -> Result<bool> {
    let sql = "UPDATE digest_issue SET state = CASE WHEN closed_at IS NULL THEN 'collecting' ELSE 'ready' END,
                      held_reason = NULL, restore_id = NULL, send_at = $1
               WHERE id = $2 AND state = 'held'";
    Ok(execute(tx, sql, [send_at.into(), id.into()]).await? == 1)
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
        [MAY_HAVE_GONE.into(), restore.into(), restored_at.into()],
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
        [MAY_HAVE_GONE.into(), restore.into(), cut_off.into()],
    )
    .await
}

/// Ends an issue as one that went out before a backup was put back: its items
/// do not go into the next one; false if it does not wait because of that.
pub async fn leave_out(tx: &Tx, id: IssueId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE digest_issue SET state = 'left_out', held_reason = NULL, restore_id = NULL, finished_at = $1,
                      closed_at = COALESCE(closed_at, cut_off_at)
               WHERE id = $2 AND state = 'held' AND restore_id IS NOT NULL";
    let is_left_out = execute(tx, sql, [now.into(), id.into()]).await? == 1;
    if is_left_out {
        let sql = "UPDATE digest_delivery SET state = 'skipped', skip_reason = 'left_out', finished_at = $1
                   WHERE issue_id = $2 AND state = 'queued'";
        execute(tx, sql, [now.into(), id.into()]).await?;
    }
    Ok(is_left_out)
}

/// Gives an issue up that never went out, and hands its window to the one after
/// it, so that no item falls between; false if somebody else did.
pub async fn miss(tx: &Tx, issue: &Issue, now: Timestamp) -> Result<bool> {
    let sql =
        "UPDATE digest_issue SET state = 'missed', finished_at = $1 WHERE id = $2 AND state = $3";
    let missed = execute(tx, sql, [now.into(), issue.id.into(), issue.state.into()]).await? == 1;
    if missed {
        let sql = "UPDATE digest_issue SET from_at = $1 WHERE from_at = $2 AND id <> $3 AND state IN ('collecting', 'ready', 'held')";
        execute(
            tx,
            sql,
            [issue.from.into(), issue.until().into(), issue.id.into()],
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
    Ok(execute(tx, sql, [now.into(), id.into()]).await? == 1)
}

/// Whether at least one copy of an issue was handed over.
pub async fn reached_anybody(reads: &impl Reads, id: IssueId) -> Result<bool> {
    let sql =
        "SELECT EXISTS (SELECT 1 FROM digest_delivery WHERE issue_id = $1 AND state = 'sent')";
    Ok(value(reads, sql, [id.into()]).await?.unwrap_or(false))
}

/// Ends an issue whatever is left of it; false if it was over.
pub async fn end(tx: &Tx, id: IssueId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE digest_issue SET state = 'sent', finished_at = $1 WHERE id = $2 AND state = 'sending'";
    Ok(execute(tx, sql, [now.into(), id.into()]).await? == 1)
}

/// The issue that the co-ordinator has before them: the oldest with something
/// still to come, which is the one to be sent next.
pub async fn next(reads: &impl Reads) -> Result<Option<Issue>> {
    Ok(open(reads).await?.into_iter().next())
}
