//! A backup that was put back. It brings back what had changed since: people who
//! were signed in, sign-in links, emails that waited, the digest of a week that
//! has had its own. So those end or wait, and the co-ordinator is told from when
//! to when what members wrote and chose is lost.

use domain::audit::{Act, Entry, Head};
use domain::id::RestoreId;
use domain::{Coordinator, Timestamp};

use db::restore::Restore;

use crate::desk::{Decision, DecisionRefusal};
use crate::failure::refusals;
use crate::{App, Failure, audit};

/// What came of marking the database as restored.
#[derive(Debug, Clone, Copy)]
pub struct Marked {
    /// From when to when what happened is lost.
    pub restore: Restore,
    /// Sessions that were ended.
    pub sessions: u64,
    /// Issues of the digest that wait for the co-ordinator.
    pub issues: u64,
    /// Emails that wait for the co-ordinator.
    pub emails: i64,
}

/// Marks the database as put back from a backup that goes up to `backup_at`.
/// `lost` is the end that the audit list had before, as far as it is known.
pub async fn mark(
    app: &App,
    backup_at: Timestamp,
    lost: Option<&Head>,
) -> Result<Marked, db::Error> {
    let now = app.now();
    let restore = Restore {
        id: RestoreId::fresh(now),
        backup_at: backup_at.min(now),
        restored_at: now,
        settled_at: None,
    };
    let tx = app.store().begin().await?;
    db::restore::insert(&tx, &restore).await?;
    let sessions = db::session::end_everybodys(&tx).await?;
    db::challenge::end_sign_ins(&tx, now).await?;
    let issues = db::digest::hold_after_restore(&tx, restore.id, now).await?;
    db::job::keep_all(&tx, now).await?;
    let emails = db::job::kept(&tx).await?;
    let mut reason = format!(
        "A backup of {} was put back.",
        backup_at.to_utc().format("%Y-%m-%d %H:%M UTC")
    );
    if let Some(lost) = lost {
        reason.push_str(&format!(" Before, this list went up to entry {lost}."));
    }
    let entry = Entry::new(now, None, Act::RestoreBackup, restore.id.0, reason);
    db::audit::append(&tx, &entry).await?;
    tx.commit().await?;
    Ok(Marked {
        restore,
        sessions,
        issues,
        emails,
    })
}

refusals! {
    /// What came of dealing with a restore.
    SettleRestore => SettleRefusal {
        /// It is off the desk.
        Settled;
        /// Something is wrong with what was typed: see `problems`.
        Invalid,
        /// Emails are still kept back: decide about them first.
        Undecided,
        /// It was off the desk.
        AlreadySettled,
        /// There is no such restore.
        NotFound,
    }
}

/// Sends the emails that were waiting in the backup, which may have gone out
/// before.
pub async fn send_kept_emails(
    app: &App,
    coordinator: &Coordinator,
    id: RestoreId,
    reason: &str,
) -> Decision {
    let mut act = audit::begin(app, coordinator, reason, DecisionRefusal::Invalid).await?;
    db::restore::for_change(&act.tx, id)
        .await?
        .ok_or(DecisionRefusal::NotFound)?;
    if db::job::let_go(&mut act.tx, act.now).await? == 0 {
        return Err(DecisionRefusal::Already.into());
    }
    Ok(act.commit(Act::SendKeptEmails, id.0).await?)
}

/// Leaves them out.
pub async fn leave_out_kept_emails(
    app: &App,
    coordinator: &Coordinator,
    id: RestoreId,
    reason: &str,
) -> Decision {
    let act = audit::begin(app, coordinator, reason, DecisionRefusal::Invalid).await?;
    db::restore::for_change(&act.tx, id)
        .await?
        .ok_or(DecisionRefusal::NotFound)?;
    if db::job::leave_out(&act.tx, act.now).await? == 0 {
        return Err(DecisionRefusal::Already.into());
    }
    Ok(act.commit(Act::LeaveOutKeptEmails, id.0).await?)
}

/// Takes the notice off the desk: what the restore means is dealt with.
pub async fn settle_restore(
    app: &App,
    coordinator: &Coordinator,
    id: RestoreId,
    reason: &str,
) -> Result<(), Failure<SettleRefusal>> {
    let act = audit::begin(app, coordinator, reason, SettleRefusal::Invalid).await?;
    let restore = db::restore::for_change(&act.tx, id)
        .await?
        .ok_or(SettleRefusal::NotFound)?;
    if restore.settled_at.is_some() {
        return Err(SettleRefusal::AlreadySettled.into());
    }
    // What is kept back would be found nowhere any more.
    if db::job::kept(&act.tx).await? > 0 {
        return Err(SettleRefusal::Undecided.into());
    }
    db::restore::settle(&act.tx, id, act.now).await?;
    Ok(act.commit(Act::SettleRestore, id.0).await?)
}
