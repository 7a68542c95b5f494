//! Backups that were put back: what was lost with each, and whether the
//! co-ordinator has dealt with it.

use domain::Timestamp;
use domain::id::RestoreId;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::store::{execute, row, rows};
use crate::{Reads, Result, Tx};

/// One backup that was put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restore {
    /// Which.
    pub id: RestoreId,
    /// How far the backup goes.
    pub backup_at: Timestamp,
    /// When it was put back: what happened in between is lost.
    pub restored_at: Timestamp,
    /// When the co-ordinator had dealt with it.
    pub settled_at: Option<Timestamp>,
}

#[derive(FromQueryResult)]
struct RestoreRow {
    id: Uuid,
    backup_at: i64,
    restored_at: i64,
    settled_at: Option<i64>,
}

impl From<RestoreRow> for Restore {
    fn from(row: RestoreRow) -> Self {
        Self {
            id: RestoreId(row.id),
            backup_at: Timestamp(row.backup_at),
            restored_at: Timestamp(row.restored_at),
            settled_at: row.settled_at.map(Timestamp),
        }
    }
}

const COLUMNS: &str = "id, backup_at, restored_at, settled_at";

/// Writes one down.
pub async fn insert(tx: &Tx, restore: &Restore) -> Result<()> {
    let values = [
        restore.id.0.into(),
        restore.backup_at.0.into(),
        restore.restored_at.0.into(),
    ];
    crate::backup::unseal(tx).await?;
    execute(
        tx,
        "INSERT INTO restore (id, backup_at, restored_at) VALUES ($1, $2, $3)",
        values,
    )
    .await?;
    Ok(())
}

/// The last one.
pub async fn latest(reads: &impl Reads) -> Result<Option<Restore>> {
    let sql = format!("SELECT {COLUMNS} FROM restore ORDER BY restored_at DESC, id DESC LIMIT 1");
    Ok(row::<RestoreRow, _>(reads, sql, [])
        .await?
        .map(Restore::from))
}

/// Those that the co-ordinator has not dealt with, the oldest first.
pub async fn unsettled(reads: &impl Reads) -> Result<Vec<Restore>> {
    let sql =
        format!("SELECT {COLUMNS} FROM restore WHERE settled_at IS NULL ORDER BY restored_at, id");
    Ok(rows::<RestoreRow, _>(reads, sql, [])
        .await?
        .into_iter()
        .map(Restore::from)
        .collect())
}

/// One, held until the transaction is over.
pub async fn for_change(tx: &Tx, id: RestoreId) -> Result<Option<Restore>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM restore WHERE id = $1{}",
        tx.engine().for_update()
    );
    Ok(row::<RestoreRow, _>(tx, sql, [id.0.into()])
        .await?
        .map(Restore::from))
}

/// Writes down that it is dealt with.
pub async fn settle(tx: &Tx, id: RestoreId, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE restore SET settled_at = $1 WHERE id = $2",
        [now.0.into(), id.0.into()],
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Newest {
    at: Option<i64>,
}

/// When something was last done in this database, as far as it tells: what a
/// copy that does not say when it was made goes up to.
pub async fn last_sign_of_life(reads: &impl Reads) -> Result<Option<Timestamp>> {
    // Housekeeping is hourly: when it was last done, an hour before the next.
    let sql = "SELECT MAX(at) AS at FROM (
                   SELECT MAX(created_at) AS at FROM job
         UNION ALL SELECT MAX(finished_at) AS at FROM job
         UNION ALL SELECT MAX(last_used_at) AS at FROM session
         UNION ALL SELECT MAX(created_at) AS at FROM post
         UNION ALL SELECT MAX(at) AS at FROM audit_entry
         UNION ALL SELECT MAX(at) AS at FROM mail_choice
         UNION ALL SELECT next_at - 3600000 AS at FROM schedule WHERE name = 'housekeeping') AS signs";
    Ok(row::<Newest, _>(reads, sql, [])
        .await?
        .and_then(|found| found.at)
        .map(Timestamp))
}
