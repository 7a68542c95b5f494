//! The job table: claimed in batches, finished in batches.
//!
//! A claim is a lease. On PostgreSQL several workers claim side by side, and a
//! worker that died loses its jobs when the lease runs out; the attempt number
//! is checked when a result is written, so that one who was thought dead cannot
//! write over the next. On SQLite one worker holds a lock file and takes every
//! claim back when it starts.
//!
//! Urgent jobs go first. A date that was set later than now was set by a clock
//! that has gone back since: see [`SLACK`].

use domain::id::JobId;
use domain::{Timestamp, clock::Span};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::store::{execute, rows};
use crate::{Reads, Result, Store, Tx};

/// How long a claim lasts unless it is renewed.
pub const LEASE: Span = Span::seconds(30);

/// Clocks of two machines may differ by so much. A date that was set further
/// ahead of now than this is not waited for. It is shorter than what is left of
/// a lease when that is renewed: a worker whose clock is off takes no live claim.
pub const SLACK: Span = Span::seconds(15);

/// Whether somebody waits for a job at the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody does: it goes before all that nobody waits for.
    Urgent,
    /// Nobody does.
    Ordinary,
}

/// How many jobs may be claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// In all.
    pub all: usize,
    /// Of these, jobs that are not urgent.
    pub ordinary: usize,
}

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
    /// Whether it goes before others.
    pub urgent: bool,
    /// Whether the relay had all of its mail at an earlier try, and never said
    /// that it took it.
    pub unconfirmed: bool,
}

/// What became of a claimed job.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Done.
    Done,
    /// Done as far as anybody can tell: the relay had all of the mail, more than
    /// once, and never said that it took it.
    Assumed {
        /// What happened instead; no address and no member's text.
        error: String,
    },
    /// The relay had all of the mail and did not say that it took it: to be tried
    /// once more then.
    Unconfirmed {
        /// When.
        at: Timestamp,
        /// What happened instead; no address and no member's text.
        error: String,
    },
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
    pub async fn enqueue(
        &mut self,
        kind: &str,
        payload: String,
        urgency: Urgency,
        run_at: Timestamp,
        now: Timestamp,
    ) -> Result<JobId> {
        let id = JobId::fresh(now);
        execute(
            self,
            "INSERT INTO job (id, kind, payload, state, attempt, urgent, run_at, planned_at, created_at)
             VALUES ($1, $2, $3, 'queued', 0, $4, $5, $6, $6)",
            [id.0.into(), kind.into(), payload.into(), (urgency == Urgency::Urgent).into(), run_at.0.into(), now.0.into()],
        )
        .await?;
        self.has_jobs = true;
        Ok(id)
    }
}

/// Claims jobs that are due, or whose lease ran out: urgent ones first, and of
/// the others no more than there is room for. Not those of its own that it could
/// not renew: it still has them in hand.
pub async fn claim(
    store: &Store,
    worker: &str,
    room: Room,
    now: Timestamp,
) -> Result<Vec<Claimed>> {
    let tx = store.begin().await?;
    let mut claimed = claim_some(&tx, worker, Urgency::Urgent, room.all, now).await?;
    let left = room.ordinary.min(room.all.saturating_sub(claimed.len()));
    claimed.extend(claim_some(&tx, worker, Urgency::Ordinary, left, now).await?);
    tx.commit().await?;
    Ok(claimed)
}

async fn claim_some(
    tx: &Tx,
    worker: &str,
    urgency: Urgency,
    limit: usize,
    now: Timestamp,
) -> Result<Vec<Claimed>> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let sql = format!(
        "UPDATE job SET state = 'claimed', attempt = attempt + 1, claimed_by = $1, lease_until = $2, planned_at = $3
         WHERE id IN (SELECT id FROM job
                      WHERE urgent = $4 AND ((state = 'queued' AND (run_at <= $3 OR planned_at > $5))
                                          OR (state = 'claimed' AND claimed_by <> $1 AND (lease_until <= $3 OR planned_at > $5)))
                      ORDER BY run_at, id LIMIT $6{})
         RETURNING id, kind, payload, attempt, urgent, unconfirmed",
        tx.engine().skip_locked()
    );
    let values = [
        worker.into(),
        now.plus(LEASE).0.into(),
        now.0.into(),
        (urgency == Urgency::Urgent).into(),
        now.plus(SLACK).0.into(),
        i64::try_from(limit).unwrap_or(i64::MAX).into(),
    ];
    let mut claimed: Vec<Claimed> = rows(tx, sql, values).await?;
    claimed.sort_by_key(|job| job.id);
    Ok(claimed)
}

/// Holds on to a worker's claims for another lease.
pub async fn renew(store: &Store, worker: &str, now: Timestamp) -> Result<()> {
    let tx = store.begin().await?;
    let sql = "UPDATE job SET lease_until = $1, planned_at = $2 WHERE state = 'claimed' AND claimed_by = $3";
    execute(
        &tx,
        sql,
        [now.plus(LEASE).0.into(), now.0.into(), worker.into()],
    )
    .await?;
    tx.commit().await
}

/// Writes down what became of a worker's jobs, all in one commit. A job that was
/// claimed again meanwhile is left to whoever has it.
pub async fn finish(
    store: &Store,
    worker: &str,
    results: &[(Claimed, Outcome)],
    now: Timestamp,
) -> Result<()> {
    let tx = store.begin().await?;
    for (job, outcome) in results {
        let over = Some(now.0);
        let (state, attempt, unconfirmed, run_at, error, finished_at) = match outcome {
            Outcome::Done => ("done", job.attempt, false, now, None, over),
            Outcome::Assumed { error } => {
                ("done", job.attempt, true, now, Some(error.clone()), over)
            }
            Outcome::Unconfirmed { at, error } => {
                ("queued", job.attempt, true, *at, Some(error.clone()), None)
            }
            Outcome::Retry { at, error } => (
                "queued",
                job.attempt,
                job.unconfirmed,
                *at,
                Some(error.clone()),
                None,
            ),
            Outcome::Wait { at, error } => (
                "queued",
                job.attempt - 1,
                job.unconfirmed,
                *at,
                Some(error.clone()),
                None,
            ),
            Outcome::Failed { error } => (
                "failed",
                job.attempt,
                job.unconfirmed,
                now,
                Some(error.clone()),
                over,
            ),
        };
        execute(
            &tx,
            "UPDATE job SET state = $1, attempt = $2, unconfirmed = $3, run_at = $4, planned_at = $5, last_error = $6, finished_at = $7,
                            claimed_by = NULL, lease_until = NULL
             WHERE id = $8 AND attempt = $9 AND state = 'claimed' AND claimed_by = $10",
            [
                state.into(),
                attempt.into(),
                unconfirmed.into(),
                run_at.0.into(),
                now.0.into(),
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

/// Keeps back every job that waits: for a backup that is put back, in which they
/// waited, and which may have been done since. Those of signing in are over.
pub async fn keep_all(tx: &Tx, now: Timestamp) -> Result<()> {
    let over =
        "UPDATE job SET state = 'done', claimed_by = NULL, lease_until = NULL, finished_at = $1
                WHERE state IN ('queued', 'claimed') AND kind = 'SendSignIn'";
    execute(tx, over, [now.0.into()]).await?;
    execute(tx, "UPDATE job SET state = 'kept', claimed_by = NULL, lease_until = NULL WHERE state IN ('queued', 'claimed')", []).await?;
    Ok(())
}

/// Lets go of the jobs that are kept back; how many there were.
pub async fn let_go(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    tx.has_jobs = true;
    execute(
        tx,
        "UPDATE job SET state = 'queued', attempt = 0, run_at = $1, planned_at = $1, unconfirmed = FALSE WHERE state = 'kept'",
        [now.0.into()],
    )
    .await
}

/// Ends the jobs that are kept back, undone; how many there were.
pub async fn leave_out(tx: &Tx, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE job SET state = 'done', last_error = 'left out after a restore', finished_at = $1 WHERE state = 'kept'";
    execute(tx, sql, [now.0.into()]).await
}

/// Jobs that are kept back.
pub async fn kept(reads: &impl Reads) -> Result<i64> {
    count(
        reads,
        "SELECT COUNT(*) AS number FROM job WHERE state = 'kept'",
    )
    .await
}

#[derive(FromQueryResult)]
struct Number {
    number: Option<i64>,
}

/// When the next job is due, if any waits: any, or the next urgent one.
pub async fn next_due(reads: &impl Reads, urgency: Option<Urgency>) -> Result<Option<Timestamp>> {
    let sql = match urgency {
        None => "SELECT MIN(run_at) AS number FROM job WHERE state = 'queued'",
        Some(Urgency::Urgent) => {
            "SELECT MIN(run_at) AS number FROM job WHERE state = 'queued' AND urgent = TRUE"
        }
        Some(Urgency::Ordinary) => {
            "SELECT MIN(run_at) AS number FROM job WHERE state = 'queued' AND urgent = FALSE"
        }
    };
    let next: Vec<Number> = rows(reads, sql, []).await?;
    Ok(next.first().and_then(|row| row.number).map(Timestamp))
}

/// Jobs that are neither done nor failed.
pub async fn unfinished(reads: &impl Reads) -> Result<i64> {
    count(
        reads,
        "SELECT COUNT(*) AS number FROM job WHERE state IN ('queued', 'claimed')",
    )
    .await
}

/// Jobs that were given up.
pub async fn failed(reads: &impl Reads) -> Result<i64> {
    count(
        reads,
        "SELECT COUNT(*) AS number FROM job WHERE state = 'failed'",
    )
    .await
}

/// Jobs that count as done although the relay never said that it took their mail.
pub async fn unconfirmed(reads: &impl Reads) -> Result<i64> {
    count(
        reads,
        "SELECT COUNT(*) AS number FROM job WHERE state = 'done' AND unconfirmed = TRUE",
    )
    .await
}

async fn count(reads: &impl Reads, sql: &str) -> Result<i64> {
    let counted: Vec<Number> = rows(reads, sql, []).await?;
    Ok(counted.first().and_then(|row| row.number).unwrap_or(0))
}

/// Forgets jobs that were done or given up before then.
pub async fn forget_done(tx: &Tx, before: Timestamp) -> Result<u64> {
    execute(
        tx,
        "DELETE FROM job WHERE state IN ('done', 'failed') AND finished_at < $1",
        [before.0.into()],
    )
    .await
}
