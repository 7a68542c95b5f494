//! Audited acts: whatever a co-ordinator does has a reason, and its entry in the
//! audit list is written in its own transaction.

use domain::audit::{Act, Entry};
use domain::id::MemberId;
use domain::{Coordinator, Timestamp};
use uuid::Uuid;

use crate::jobs::{self, Job};
use crate::{App, Failure, Problems};

/// An act under way. It happens only with [`Audited::commit`]: dropped before, it
/// is rolled back.
pub(crate) struct Audited {
    pub tx: db::Tx,
    pub reason: String,
    pub now: Timestamp,
    pub actor: MemberId,
}

/// The reason as it was typed, cleaned.
pub(crate) fn reason<R>(typed: &str, invalid: R) -> Result<String, Failure<R>> {
    let mut problems = Problems::new();
    let reason = problems.reason(typed);
    problems.or_refuse(invalid)?;
    Ok(reason)
}

/// Begins an act, if there is a reason for it.
pub(crate) async fn begin<R>(
    app: &App,
    coordinator: &Coordinator,
    typed: &str,
    invalid: R,
) -> Result<Audited, Failure<R>> {
    let reason = reason(typed, invalid)?;
    Ok(begin_because(app, coordinator, reason).await?)
}

/// Begins an act whose reason was looked at before.
pub(crate) async fn begin_because(
    app: &App,
    coordinator: &Coordinator,
    reason: String,
) -> Result<Audited, db::Error> {
    Ok(Audited {
        tx: app.store().begin().await?,
        reason,
        now: app.now(),
        actor: coordinator.id(),
    })
}

impl Audited {
    /// Writes the entry of what is done along with the act, for the same reason.
    pub(crate) async fn along(&self, act: Act, subject: Uuid) -> Result<(), db::Error> {
        self.append(act, subject).await.map(drop)
    }

    async fn append(&self, act: Act, subject: Uuid) -> Result<i64, db::Error> {
        let reason = self.reason.clone();
        let entry = Entry::new(self.now, Some(self.actor), act, subject, reason);
        db::audit::append(&self.tx, &entry).await
    }

    /// Writes the entry, promises the mail that follows from it, and commits.
    pub(crate) async fn commit(mut self, act: Act, subject: Uuid) -> anyhow::Result<()> {
        let entry = self.append(act, subject).await?;
        match act {
            Act::ApproveMember
            | Act::AskApplicant
            | Act::DeclineMember
            | Act::SuspendMember
            | Act::ReinstateMember => {
                jobs::enqueue(&mut self.tx, Job::SendDecision { entry }, self.now).await?;
            }
            Act::HidePost | Act::RestorePost => {
                jobs::enqueue(&mut self.tx, Job::TellAuthor { entry }, self.now).await?;
            }
            _ => {}
        }
        self.tx.commit().await?;
        Ok(())
    }
}
