//! The job table: claimed in batches, finished in batches.
//!
//! A claim is a lease. On PostgreSQL several workers claim side by side, and a
//! worker that died loses its jobs when the lease runs out; the attempt number
//! is checked when a result is written, so that one who was thought dead cannot
//! write over the next. On SQLite one worker holds a lock file and takes every
//! claim back when it starts.

use domain::id::JobId;
use domain::{Timestamp, clock::Span};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::store::{execute, rows};
use crate::{Reads, Result, Store, Tx};

/// How long a claim lasts unless it is renewed.
pub const LEASE: Span = Span::seconds(30);

/// A claimed job.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Claimed {
    /// Which.
    pub id: Uuid,
    /// What kind; `app` knows them.
    pub kind: String,
    /// JSON; ids only.
    pub payload: String,
    /// 1 at the first try.
    pub attempt: i64,
}

/// What became of a claimed job.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Done.
    Done,
    /// To be tried again then.
    Retry {
        /// When.
        at: Timestamp,
        /// Why; no address and no member's text.
        error: String,
    },
    /// To be tried again then, and no fault of the job: not counted as a try.
    Wait {
        /// When.
        at: Timestamp,
        /// What is away.
        error: String,
    },
    /// Given up; the co-ordinator sees it.
    Failed {
        /// Why.
        error: String,
    },
}

impl Tx {
    /// Promises a job: it exists if the transaction does.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn enqueue(&mut self, kind: &str, payload: String, run_at: Timestamp, now: Timestamp) -> Result<JobId> {
        let id = JobId::fresh(now);
        execute(
            self,
            "INSERT INTO job (id, kind, payload, state, attempt, run_at, created_at) VALUES ($1, $2, $3, 'queued', 0, $4, $5)",
            [id.0.into(), kind.into(), payload.into(), run_at.0.into(), now.0.into()],
        )
        .await?;
        self.has_jobs = true;
        Ok(id)
    }
}

/// Claims up to `limit` jobs that are due, or whose lease ran out; not those of
/// its own that it could not renew: it still has them in hand.
///
/// # Errors
/// Those of the database.
pub async fn claim(store: &Store, worker: &str, limit: i64, now: Timestamp) -> Result<Vec<Claimed>> {
    let tx = store.begin().await?;
    let sql = format!(
        "UPDATE job SET state = 'claimed', attempt = attempt + 1, claimed_by = $1, lease_until = $2
         WHERE id IN (SELECT id FROM job WHERE (state = 'queued' AND run_at <= $3) OR (state = 'claimed' AND lease_until <= $3 AND claimed_by <> $1)
                      ORDER BY run_at, id LIMIT $4{})
         RETURNING id, kind, payload, attempt",
        tx.engine().skip_locked()
    );
    let mut claimed: Vec<Claimed> = rows(&tx, sql, [worker.into(), now.plus(LEASE).0.into(), now.0.into(), limit.into()]).await?;
    tx.commit().await?;
    claimed.sort_by_key(|job| job.id);
    Ok(claimed)
}

/// Holds on to a worker's claims for another lease.
///
/// # Errors
/// Those of the database.
pub async fn renew(store: &Store, worker: &str, now: Timestamp) -> Result<()> {
    let tx = store.begin().await?;
    execute(&tx, "UPDATE job SET lease_until = $1 WHERE state = 'claimed' AND claimed_by = $2", [now.plus(LEASE).0.into(), worker.into()])
        .await?;
    tx.commit().await
}

/// Writes down what became of a worker's jobs, all in one commit. A job that was
/// claimed again meanwhile is left to whoever has it.
///
/// # Errors
/// Those of the database.
pub async fn finish(store: &Store, worker: &str, results: &[(Claimed, Outcome)], now: Timestamp) -> Result<()> {
    let tx = store.begin().await?;
    for (job, outcome) in results {
        let (state, attempt, run_at, error, finished_at) = match outcome {
            Outcome::Done => ("done", job.attempt, now, None, Some(now.0)),
            Outcome::Retry { at, error } => ("queued", job.attempt, *at, Some(error.clone()), None),
            Outcome::Wait { at, error } => ("queued", job.attempt - 1, *at, Some(error.clone()), None),
            Outcome::Failed { error } => ("failed", job.attempt, now, Some(error.clone()), Some(now.0)),
        };
        execute(
            &tx,
            "UPDATE job SET state = $1, attempt = $2, run_at = $3, last_error = $4, finished_at = $5, claimed_by = NULL, lease_until = NULL
             WHERE id = $6 AND attempt = $7 AND state = 'claimed' AND claimed_by = $8",
            [
                state.into(),
                attempt.into(),
                run_at.0.into(),
                error.into(),
                finished_at.into(),
                job.id.into(),
                job.attempt.into(),
                worker.into(),
            ],
        )
        .await?;
    }
    tx.commit().await
}

/// Gives claims back without counting the attempt: a worker that stops, or
/// (with no worker named) the only one there is, starting.
///
/// # Errors
/// Those of the database.
pub async fn give_back(store: &Store, worker: Option<&str>) -> Result<u64> {
    let tx = store.begin().await?;
    let sql = "UPDATE job SET state = 'queued', attempt = attempt - 1, claimed_by = NULL, lease_until = NULL WHERE state = 'claimed'";
    let given = match worker {
        Some(worker) => execute(&tx, format!("{sql} AND claimed_by = $1"), [worker.into()]).await?,
        None => execute(&tx, sql, []).await?,
    };
    tx.commit().await?;
    Ok(given)
}

#[derive(FromQueryResult)]
struct Number {
    number: Option<i64>,
}

/// When the next job is due, if any waits.
///
/// # Errors
/// Those of the database.
pub async fn next_due(reads: &impl Reads) -> Result<Option<Timestamp>> {
    let next: Vec<Number> = rows(reads, "SELECT MIN(run_at) AS number FROM job WHERE state = 'queued'", []).await?;
    Ok(next.first().and_then(|row| row.number).map(Timestamp))
}

/// Jobs that are neither done nor failed.
///
/// # Errors
/// Those of the database.
pub async fn unfinished(reads: &impl Reads) -> Result<i64> {
    count(reads, "SELECT COUNT(*) AS number FROM job WHERE state IN ('queued', 'claimed')").await
}

/// Jobs that were given up.
///
/// # Errors
/// Those of the database.
pub async fn failed(reads: &impl Reads) -> Result<i64> {
    count(reads, "SELECT COUNT(*) AS number FROM job WHERE state = 'failed'").await
}

async fn count(reads: &impl Reads, sql: &str) -> Result<i64> {
    let counted: Vec<Number> = rows(reads, sql, []).await?;
    Ok(counted.first().and_then(|row| row.number).unwrap_or(0))
}

/// Forgets jobs that were done or given up before then.
///
/// # Errors
/// Those of the database.
pub async fn forget_done(tx: &Tx, before: Timestamp) -> Result<u64> {
    execute(tx, "DELETE FROM job WHERE state IN ('done', 'failed') AND finished_at < $1", [before.0.into()]).await
}
