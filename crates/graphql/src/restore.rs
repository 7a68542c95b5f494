//! Backups that were put back, at the desk.

use app::restore::{Kept, KeptRefusal, SettleRefusal, decide_kept_emails};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};

use crate::context::{Request, request};
use crate::error::OrBroken;
use crate::id::{id_of, parse};
use crate::payload::{Payload, payload, refused, status};
use crate::scalar::DateTime;

/// A backup that was put back. What happened between its two times is lost:
/// what members wrote, what they chose, and what you decided.
#[derive(SimpleObject)]
pub struct Restore {
    /// Its id.
    id: ID,
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
    let found = db::restore::unsettled(request.db())
        .await
        .or_broken(request)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let kept =
        i32::try_from(db::job::kept(request.db()).await.or_broken(request)?).unwrap_or(i32::MAX);
    let last = found.last().map(|restore| restore.id);
    let restores = found.into_iter().map(|restore| Restore {
        id: id_of(restore.id),
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
    restore: ID,
    /// Why; it stands in the audit list.
    reason: String,
}

/// To leave emails out that may have gone out before.
#[derive(InputObject)]
pub struct LeaveOutKeptEmailsInput {
    /// Because of which restore they are kept back.
    restore: ID,
    /// Why; it stands in the audit list.
    reason: String,
}

/// To say that a restore is dealt with.
#[derive(InputObject)]
pub struct SettleRestoreInput {
    /// Which.
    restore: ID,
    /// What was done about it; it stands in the audit list.
    reason: String,
}

status! {
    /// What came of deciding about emails that are kept back.
    KeptEmailsStatus {
        /// It is done.
        Done;
        KeptRefusal {
            /// Something is wrong with what was typed: see `problems`.
            Invalid(problems),
            /// None are kept back any more.
            AlreadyDecided,
            /// There is no such restore.
            NotFound,
        }
    }
}

payload! {
    "SendKeptEmailsPayload", KeptEmailsStatus,
    /// Emails that go out.
    SentKeptEmails as SendKeptEmailsRows {
        /// The restores that are not dealt with.
        restores: Vec<Restore>,
    }
}

payload! {
    "LeaveOutKeptEmailsPayload", KeptEmailsStatus,
    /// Emails that do not.
    LeftOutKeptEmails as LeaveOutKeptEmailsRows {
        /// The restores that are not dealt with.
        restores: Vec<Restore>,
    }
}

status! {
    /// What came of dealing with a restore.
    SettleRestoreStatus {
        /// It is off the desk.
        Settled;
        SettleRefusal {
            /// Something is wrong with what was typed: see `problems`.
            Invalid(problems),
            /// Emails are still kept back: decide about them first.
            Undecided,
            /// It was off the desk.
            AlreadySettled,
            /// There is no such restore.
            NotFound,
        }
    }
}

payload! {
    "SettleRestorePayload", SettleRestoreStatus,
    /// A restore that is dealt with.
    SettledRestore as SettleRestoreRows {
        /// The restores that are not dealt with.
        restores: Vec<Restore>,
    }
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
    ) -> Result<Payload<SentKeptEmails>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let end = decide_kept_emails(
            request.app(),
            &coordinator,
            parse(&input.restore)?,
            Kept::Send,
            &input.reason,
        )
        .await;
        let restores = unsettled(request).await?;
        match end {
            Ok(()) => Ok(Payload::done(SentKeptEmails { restores })),
            Err(failure) => Ok(refused(request, failure)?.with(SendKeptEmailsRows {
                restores: Some(restores),
            })),
        }
    }

    /// Leave out the emails that waited in a backup that was put back: they went
    /// out before.
    async fn leave_out_kept_emails(
        &self,
        ctx: &Context<'_>,
        input: LeaveOutKeptEmailsInput,
    ) -> Result<Payload<LeftOutKeptEmails>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let end = decide_kept_emails(
            request.app(),
            &coordinator,
            parse(&input.restore)?,
            Kept::LeaveOut,
            &input.reason,
        )
        .await;
        let restores = unsettled(request).await?;
        match end {
            Ok(()) => Ok(Payload::done(LeftOutKeptEmails { restores })),
            Err(failure) => Ok(refused(request, failure)?.with(LeaveOutKeptEmailsRows {
                restores: Some(restores),
            })),
        }
    }

    /// Take the notice about a restore off the desk: what it means is dealt with.
    async fn settle_restore(
        &self,
        ctx: &Context<'_>,
        input: SettleRestoreInput,
    ) -> Result<Payload<SettledRestore>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let end = app::restore::settle(
            request.app(),
            &coordinator,
            parse(&input.restore)?,
            &input.reason,
        )
        .await;
        let restores = unsettled(request).await?;
        match end {
            Ok(()) => Ok(Payload::done(SettledRestore { restores })),
            Err(failure) => Ok(refused(request, failure)?.with(SettleRestoreRows {
                restores: Some(restores),
            })),
        }
    }
}
