//! Backups that were put back: what was lost with each, and whether the
//! co-ordinator has dealt with it.

use domain::Timestamp;
use domain::id::RestoreId;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
};

use crate::entity::restore::{ActiveModel, Column, Entity};
use crate::store::{update, value};
use crate::{Reads, Result, Tx};

pub use crate::entity::restore::Model as Restore;

/// Writes one down.
pub async fn insert(tx: &Tx, restore: &Restore) -> Result<()> {
    crate::backup::unseal(tx).await?;
    let insert = Entity::insert((*restore).into_active_model());
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// The last one.
pub async fn latest(reads: &impl Reads) -> Result<Option<Restore>> {
    let newest = Entity::find().order_by_desc(Column::RestoredAt);
    Ok(newest.order_by_desc(Column::Id).one(reads).await?)
}

/// Those that the co-ordinator has not dealt with, the oldest first.
pub async fn unsettled(reads: &impl Reads) -> Result<Vec<Restore>> {
    let unsettled = Entity::find()
        .filter(Column::SettledAt.is_null())
        .order_by_asc(Column::RestoredAt)
        .order_by_asc(Column::Id);
    Ok(unsettled.all(reads).await?)
}

/// One, held until the transaction is over.
pub async fn for_change(tx: &Tx, id: RestoreId) -> Result<Option<Restore>> {
    let held = Entity::find_by_id(id).lock(LockType::NoKeyUpdate);
    Ok(held.one(tx).await?)
}

/// Writes down that it is dealt with.
pub async fn settle(tx: &Tx, id: RestoreId, now: Timestamp) -> Result<()> {
    let settled = ActiveModel {
        settled_at: Set(Some(now)),
        ..ActiveModel::default()
    };
    update(tx, settled, Column::Id.eq(id)).await.map(drop)
}

/// When something was last done in this database, as far as it tells: what a
/// copy that does not say when it was made goes up to.
pub async fn last_sign_of_life(reads: &impl Reads) -> Result<Option<Timestamp>> {
    // Housekeeping is hourly: when it was last done, an hour before the next.
    let sql = "SELECT MAX(at) FROM (
                   SELECT MAX(created_at) AS at FROM job
         UNION ALL SELECT MAX(finished_at) AS at FROM job
         UNION ALL SELECT MAX(last_used_at) AS at FROM session
         UNION ALL SELECT MAX(created_at) AS at FROM post
         UNION ALL SELECT MAX(at) AS at FROM audit_entry
         UNION ALL SELECT MAX(at) AS at FROM mail_choice
         UNION ALL SELECT next_at - 3600000 AS at FROM schedule WHERE name = 'housekeeping') AS signs";
    value(reads, sql, []).await
}
