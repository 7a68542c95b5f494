//! Rows that workers claim: jobs, and copies of the digest.
//!
//! A claim is a lease: it moves `next_at` to when it ends. On PostgreSQL several
//! workers claim side by side, and a worker that died loses its rows when the
//! lease runs out; a result counts only for the claim it came from, by worker and
//! attempt. On SQLite one worker holds a lock file and takes every claim back when
//! it starts.
//!
//! A `next_at` that was set later than now (`planned_at`) was set by a clock that
//! has gone back since, and is not waited for: see [`SLACK`].

use std::collections::HashMap;

use domain::{Timestamp, clock::Span};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::store::{execute, placeholders, rows};
use crate::{Reads as _, Result, Store, Tx};

/// How long a claim lasts unless it is renewed.
pub const LEASE: Span = Span::seconds(30);

/// Clocks of two machines may differ by so much. A date that was set further
/// ahead of now than this is not waited for. It is shorter than what is left of
/// a lease when that is renewed: a worker whose clock is off takes no live claim.
pub const SLACK: Span = Span::seconds(15);

/// A table of rows that are claimed while their state is `queued`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    Jobs,
    Copies,
}

/// A claimed row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Claim {
    pub id: Uuid,
    /// 1 at the first try.
    pub attempt: i64,
    /// Whether the relay had all of its mail at an earlier try, and never said
    /// that it took it.
    pub unconfirmed: bool,
}

/// What became of a claimed row. Reasons hold no address and no member's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Done as far as anybody can tell: the relay had all of the mail, more than
    /// once, and never said that it took it.
    Assumed(String),
    /// The relay had all of the mail and did not say that it took it: to be tried
    /// once more then.
    Unconfirmed(Timestamp, String),
    /// To be tried again then.
    Retry(Timestamp, String),
    /// To be tried again then, and no fault of the row: not counted as a try.
    Wait(Timestamp, String),
    Failed(String),
}

/// How a claimed row is left.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Ending {
    pub(crate) state: &'static str,
    pub(crate) next_at: Timestamp,
    pub(crate) is_counted: bool,
    pub(crate) is_unconfirmed: bool,
    pub(crate) error: Option<String>,
    /// Copies only.
    pub(crate) skip_reason: Option<&'static str>,
}

impl Ending {
    /// Over, in this state.
    pub(crate) const fn over(state: &'static str, now: Timestamp) -> Self {
        Self {
            state,
            next_at: now,
            is_counted: true,
            is_unconfirmed: false,
            error: None,
            skip_reason: None,
        }
    }

    /// `done` is the state of what went well.
    pub(crate) fn of(outcome: &Outcome, claim: &Claim, done: &'static str, now: Timestamp) -> Self {
        let (state, next_at, is_unconfirmed, error) = match outcome {
            Outcome::Done => return Self::over(done, now),
            Outcome::Assumed(error) => (done, now, true, error),
            Outcome::Unconfirmed(at, error) => ("queued", *at, true, error),
            Outcome::Retry(at, error) | Outcome::Wait(at, error) => {
                ("queued", *at, claim.unconfirmed, error)
            }
            Outcome::Failed(error) => ("failed", now, claim.unconfirmed, error),
        };
        Self {
            next_at,
            is_counted: !matches!(outcome, Outcome::Wait(..)),
            is_unconfirmed,
            error: Some(error.clone()),
            ..Self::over(state, now)
        }
    }
}

impl Queue {
    const fn table(self) -> &'static str {
        match self {
            Self::Jobs => "job",
            Self::Copies => "digest_delivery",
        }
    }

    /// Rows that may be claimed by anybody, in a form that an index finds.
    const fn open(self) -> &'static str {
        match self {
            Self::Jobs => "state = 'queued'",
            Self::Copies => {
                "state = 'queued' AND issue_id IN (SELECT id FROM digest_issue WHERE state = 'sending')"
            }
        }
    }

    /// Claims rows with this value in a column whose turn it is, or whose lease
    /// ran out. Not a worker's own that it could not renew: it still has them in
    /// hand.
    pub(crate) async fn claim<R: FromQueryResult>(
        self,
        tx: &Tx,
        worker: &str,
        (column, value): (&str, Value),
        limit: usize,
        columns: &str,
        now: Timestamp,
    ) -> Result<Vec<R>> {
        let sql = format!(
            "UPDATE {table} SET attempt = attempt + 1, claimed_by = $1, next_at = $2, planned_at = $3
             WHERE id IN (SELECT id FROM {table}
                          WHERE {column} = $5 AND state = 'queued' AND (next_at <= $3 OR planned_at > $4)
                            AND (claimed_by IS NULL OR claimed_by <> $1)
                          ORDER BY next_at, id LIMIT {limit}{})
             RETURNING id, attempt, unconfirmed, {columns}",
            tx.engine().skip_locked(),
            table = self.table(),
        );
        let lease_end = now.plus(LEASE).into();
        let values = [
            worker.into(),
            lease_end,
            now.into(),
            now.plus(SLACK).into(),
            value,
        ];
        rows(tx, sql, values).await
    }

    /// Holds on to a worker's claims for another lease.
    pub async fn renew(self, store: &Store, worker: &str, now: Timestamp) -> Result<()> {
        let tx = store.begin().await?;
        let sql = format!(
            "UPDATE {} SET next_at = $1, planned_at = $2 WHERE {} AND claimed_by = $3",
            self.table(),
            self.open()
        );
        let values = [now.plus(LEASE).into(), now.into(), worker.into()];
        execute(&tx, sql, values).await?;
        tx.commit().await
    }

    /// Gives claims back without counting the attempt: a worker that stops, or
    /// (with no worker named) the only one there is, starting. They are first in
    /// the queue again: some of their mails may have been handed over, and a
    /// second copy should come soon after the first.
    pub async fn give_back(self, store: &Store, worker: Option<&str>) -> Result<()> {
        let tx = store.begin().await?;
        let (whose, values) = match worker {
            Some(worker) => ("claimed_by = $1", vec![worker.into()]),
            None => ("claimed_by IS NOT NULL", Vec::new()),
        };
        let sql = format!(
            "UPDATE {} SET attempt = attempt - 1, claimed_by = NULL, next_at = 0 WHERE {} AND {whose}",
            self.table(),
            self.open()
        );
        execute(&tx, sql, values).await?;
        tx.commit().await
    }

    /// Writes down how claimed rows are left, those that are left alike in one
    /// statement. A row that was claimed again meanwhile is left to whoever has it.
    pub(crate) async fn leave(
        self,
        tx: &Tx,
        worker: &str,
        endings: impl IntoIterator<Item = (Claim, Ending)>,
        now: Timestamp,
    ) -> Result<()> {
        let mut alike: HashMap<(Ending, i64), Vec<Value>> = HashMap::new();
        for (claim, ending) in endings {
            let ids = alike.entry((ending, claim.attempt)).or_default();
            ids.push(claim.id.into());
        }
        let skip_reason = match self {
            Self::Jobs => "",
            Self::Copies => "skip_reason = $10,",
        };
        for ((ending, attempt), ids) in alike {
            let sql = format!(
                "UPDATE {} SET {skip_reason} state = $1, attempt = $2, next_at = $3, planned_at = $4, unconfirmed = $5,
                               last_error = $6, finished_at = $7, claimed_by = NULL
                 WHERE state = 'queued' AND claimed_by = $8 AND attempt = $9 AND id IN ({})",
                self.table(),
                placeholders(if self == Self::Copies { 11 } else { 10 }, ids.len()),
            );
            let mut values: Vec<Value> = vec![
                ending.state.into(),
                (attempt - i64::from(!ending.is_counted)).into(),
                ending.next_at.into(),
                now.into(),
                ending.is_unconfirmed.into(),
                ending.error.into(),
                (ending.state != "queued").then_some(now.0).into(),
                worker.into(),
                attempt.into(),
            ];
            if self == Self::Copies {
                values.push(ending.skip_reason.into());
            }
            values.extend(ids);
            execute(tx, sql, values).await?;
        }
        Ok(())
    }
}
