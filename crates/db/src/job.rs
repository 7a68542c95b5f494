//! The job table, a [`Queue`] in which urgent jobs go first.

use domain::Timestamp;
use domain::id::JobId;
use sea_orm::{EntityTrait as _, FromQueryResult, Set};

use crate::entity::job::{ActiveModel, Entity};
use crate::queue::{Claim, Ending, Outcome, Queue};
use crate::store::{execute, value};
use crate::{Reads, Result, Store, Tx, store};

/// Whether somebody waits for a job at the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody does: it goes before all that nobody waits for.
    Urgent,
    Ordinary,
}

/// How many jobs may be claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    pub all: usize,
    /// Of these, jobs that are not urgent.
    pub ordinary: usize,
}

/// A claimed job.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Claimed {
    #[sea_orm(nested)]
    pub claim: Claim,
    /// What kind; `app` knows them.
    pub kind: String,
    /// JSON; ids only.
    pub payload: String,
    pub urgent: bool,
}

impl Tx {
    /// Promises a job: it exists if the transaction does.
    pub async fn enqueue(
        &mut self,
        kind: &str,
        payload: String,
        urgency: Urgency,
        at: Timestamp,
        now: Timestamp,
    ) -> Result<JobId> {
        let id = JobId::fresh(now);
        let job = ActiveModel {
            id: Set(id),
            kind: Set(kind.to_owned()),
            payload: Set(payload),
            state: Set("queued".to_owned()),
            attempt: Set(0),
            urgent: Set(urgency == Urgency::Urgent),
            next_at: Set(at),
            planned_at: Set(now),
            unconfirmed: Set(false),
            created_at: Set(now),
            ..ActiveModel::default()
        };
        Entity::insert(job).exec_without_returning(self).await?;
        self.has_jobs = true;
        Ok(id)
    }
}

/// Claims jobs that are due, urgent ones first, and of the others no more than
/// there is room for.
pub async fn claim(
    store: &Store,
    worker: &str,
    room: Room,
    now: Timestamp,
) -> Result<Vec<Claimed>> {
    let tx = store.begin().await?;
    let mut claimed: Vec<Claimed> = Vec::new();
    for (is_urgent, most) in [(true, room.all), (false, room.ordinary)] {
        let limit = most.min(room.all - claimed.len());
        if limit > 0 {
            let which = ("urgent", is_urgent.into());
            let columns = "kind, payload, urgent";
            let some = Queue::Jobs.claim(&tx, worker, which, limit, columns, now);
            claimed.extend(some.await?);
        }
    }
    tx.commit().await?;
    claimed.sort_by_key(|job| (!job.urgent, job.claim.id));
    Ok(claimed)
}

/// Writes down what became of a worker's jobs, all in one commit.
pub async fn finish(
    store: &Store,
    worker: &str,
    results: &[(Claim, Outcome)],
    now: Timestamp,
) -> Result<()> {
    let tx = store.begin().await?;
    let endings = results
        .iter()
        .map(|(claim, outcome)| (*claim, Ending::of(outcome, claim, "done", now)));
    Queue::Jobs.leave(&tx, worker, endings, now).await?;
    tx.commit().await
}

/// Keeps back every job that waits: for a backup that is put back, in which they
/// waited, and which may have been done since. Those of signing in are over.
pub async fn keep_all(tx: &Tx, now: Timestamp) -> Result<()> {
    let over = "UPDATE job SET state = 'done', claimed_by = NULL, finished_at = $1 WHERE state = 'queued' AND kind = 'SendSignIn'";
    execute(tx, over, [now.into()]).await?;
    execute(
        tx,
        "UPDATE job SET state = 'kept', claimed_by = NULL WHERE state = 'queued'",
        [],
    )
    .await?;
    Ok(())
}

/// Lets go of the jobs that are kept back; how many there were.
pub async fn let_go(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    tx.has_jobs = true;
    execute(
        tx,
        "UPDATE job SET state = 'queued', attempt = 0, next_at = $1, planned_at = $1, unconfirmed = FALSE WHERE state = 'kept'",
        [now.into()],
    )
    .await
}

/// Ends the jobs that are kept back, undone; how many there were.
pub async fn leave_out(tx: &Tx, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE job SET state = 'done', last_error = 'left out after a restore', finished_at = $1 WHERE state = 'kept'";
    execute(tx, sql, [now.into()]).await
}

/// Jobs that are kept back.
pub async fn kept(reads: &impl Reads) -> Result<i64> {
    count(reads, "state = 'kept'").await
}

/// When the next job is due, or the lease of one ends: any, or an urgent one.
pub async fn next_due(reads: &impl Reads, urgency: Option<Urgency>) -> Result<Option<Timestamp>> {
    let which = match urgency {
        None => "",
        Some(Urgency::Urgent) => " AND urgent = TRUE",
        Some(Urgency::Ordinary) => " AND urgent = FALSE",
    };
    let sql = format!("SELECT MIN(next_at) FROM job WHERE state = 'queued'{which}");
    value(reads, sql, []).await
}

/// Jobs that are neither done nor failed.
pub async fn unfinished(reads: &impl Reads) -> Result<i64> {
    count(reads, "state = 'queued'").await
}

/// Jobs that were given up.
pub async fn failed(reads: &impl Reads) -> Result<i64> {
    count(reads, "state = 'failed'").await
}

/// Jobs that count as done although the relay never said that it took their mail.
pub async fn unconfirmed(reads: &impl Reads) -> Result<i64> {
    count(reads, "state = 'done' AND unconfirmed = TRUE").await
}

async fn count(reads: &impl Reads, which: &str) -> Result<i64> {
    store::count(reads, format!("SELECT COUNT(*) FROM job WHERE {which}"), []).await
}

/// Forgets jobs that were done or given up before then.
pub async fn forget_done(tx: &Tx, before: Timestamp) -> Result<u64> {
    execute(
        tx,
        "DELETE FROM job WHERE state IN ('done', 'failed') AND finished_at < $1",
        [before.into()],
    )
    .await
}
