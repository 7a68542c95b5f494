//! Backups that were put back, at the desk.

use app::desk::DecisionRefusal;
use app::restore::{Kept, SettleRefusal, decide_kept_emails, settle};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use domain::id::RestoreId;

use crate::connection::int;
use crate::context::{Request, request};
use crate::id::Id;
use crate::payload::Payload;
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

/// To send emails that may have gone out before.
#[derive(InputObject)]
pub struct SendKeptEmailsInput {
    /// Because of which restore they are kept back.
    restore: Id<RestoreId>,
    /// Why; it stands in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct SendKeptEmails {
    /// The restores that are not dealt with.
    restores: Option<Vec<Restore>>,
}

/// To leave emails out that may have gone out before.
#[derive(InputObject)]
pub struct LeaveOutKeptEmailsInput {
    /// Because of which restore they are kept back.
    restore: Id<RestoreId>,
    /// Why; it stands in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct LeaveOutKeptEmails {
    /// The restores that are not dealt with.
    restores: Option<Vec<Restore>>,
}

/// To say that a restore is dealt with.
#[derive(InputObject)]
pub struct SettleRestoreInput {
    /// Which.
    restore: Id<RestoreId>,
    /// What was done about it; it stands in the audit list.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct SettleRestore {
    /// The restores that are not dealt with.
    restores: Option<Vec<Restore>>,
}

/// What the co-ordinator does about a restore.
#[derive(Default)]
pub struct RestoreMutation;

#[Object]
impl RestoreMutation {
    /// Send the emails that waited in a backup that was put back.
    async fn send_kept_emails(
        &self,
        ctx: &Context<'_>,
        input: SendKeptEmailsInput,
    ) -> Result<Payload<SendKeptEmails, DecisionRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let (id, reason) = (input.restore.0, &input.reason);
        let done = decide_kept_emails(app, &coordinator, id, Kept::Send, reason).await;
        Payload::beside(done, async || {
            let restores = Some(unsettled(request).await?);
            Ok(SendKeptEmails { restores })
        })
        .await
    }

    /// Leave out the emails that waited in a backup that was put back: they went
    /// out before.
    async fn leave_out_kept_emails(
        &self,
        ctx: &Context<'_>,
        input: LeaveOutKeptEmailsInput,
    ) -> Result<Payload<LeaveOutKeptEmails, DecisionRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let (id, reason) = (input.restore.0, &input.reason);
        let done = decide_kept_emails(app, &coordinator, id, Kept::LeaveOut, reason).await;
        Payload::beside(done, async || {
            let restores = Some(unsettled(request).await?);
            Ok(LeaveOutKeptEmails { restores })
        })
        .await
    }

    /// Take the notice about a restore off the desk: what it means is dealt with.
    async fn settle_restore(
        &self,
        ctx: &Context<'_>,
        input: SettleRestoreInput,
    ) -> Result<Payload<SettleRestore, SettleRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let (id, reason) = (input.restore.0, &input.reason);
        let done = settle(app, &coordinator, id, reason).await;
        Payload::beside(done, async || {
            let restores = Some(unsettled(request).await?);
            Ok(SettleRestore { restores })
        })
        .await
    }
}
