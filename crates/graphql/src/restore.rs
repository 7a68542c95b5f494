//! Backups that were put back, at the desk.

use async_graphql::{Result, SimpleObject};
use domain::id::RestoreId;

use crate::connection::int;
use crate::context::Request;
use crate::id::Id;
use crate::scalar::DateTime;

/// A backup that was put back. What happened between its two times is lost:
/// what members wrote, what they chose, and what you decided.
#[derive(SimpleObject)]
pub struct Restore {
    /// Its id.
    id: Id<RestoreId>,
    /// How far the backup goes.
    backup_at: DateTime,
    /// When it was put back.
    restored_at: DateTime,
    /// Emails that waited in the backup and may have gone out since: send them or
    /// leave them out.
    kept_emails: i32,
}

/// Those that are not dealt with, the oldest first. What is kept back belongs to
/// the last one.
pub async fn unsettled(request: &Request) -> Result<Vec<Restore>> {
    let found = db::restore::unsettled(request.db()).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let kept = int(db::job::kept(request.db()).await?);
    let last = found.last().map(|restore| restore.id);
    let restores = found.into_iter().map(|restore| Restore {
        id: Id(restore.id),
        backup_at: restore.backup_at.into(),
        restored_at: restore.restored_at.into(),
        kept_emails: if Some(restore.id) == last { kept } else { 0 },
    });
    Ok(restores.collect())
}
