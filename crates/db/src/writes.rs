//! How writing goes: whether what was last committed reached the disk, and which
//! connections are still to be trusted.
//!
//! When a write fails, SQLite may roll back by itself; sqlx goes on counting a
//! transaction, and every later one would be a savepoint inside of it, which
//! nobody commits. So a connection on which something failed is not used again.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use domain::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DbErr, EntityTrait as _, Set};
use sqlx::pool::{PoolConnectionMetadata, PoolOptions};
use tokio::sync::Notify;

use crate::connect::Engine;
use crate::entity::schedule;
use crate::error::{is_about_the_statement, of_sqlx, sqlite_code};
use crate::{Error, Result, Store};

/// How long a commit that reached the disk says that the next one will.
const PROOF: Duration = Duration::from_secs(5);

/// How long nobody tries again after a try.
const PAUSE: Duration = Duration::from_secs(2);

/// The row that is written to see whether writing works.
const TRIED: &str = "writing";

/// Shared by a store's transactions and the hooks of its pool.
#[derive(Debug, Default)]
pub(crate) struct Writes {
    state: Mutex<State>,
    failed_commits: AtomicU64,
    /// Rung after a commit that wrote into the audit list.
    pub(crate) recorded: Arc<Notify>,
}

#[derive(Debug, Default)]
struct State {
    /// Connections that were open then are not used again.
    doubted: Option<Instant>,
    /// Why nothing could be written the last time.
    trouble: Option<Error>,
    /// When something was last committed that changed anything.
    proved: Option<Instant>,
    tried: Option<Instant>,
}

/// What a look at writing calls for.
enum Look {
    /// Something was committed a moment ago.
    Works,
    Try,
    /// It was tried a moment ago, and this came of it.
    Failed(Error),
}

impl Writes {
    /// Has the pool ask us about each connection when it is given back and
    /// before it is handed out.
    pub(crate) fn watch<D: sqlx::Database>(
        self: &Arc<Self>,
        pool: PoolOptions<D>,
    ) -> PoolOptions<D> {
        let (released, acquired) = (Arc::clone(self), Arc::clone(self));
        pool.after_release(move |connection, is| {
            Box::pin(Arc::clone(&released).is_sound(connection, is))
        })
        .before_acquire(move |connection, is| {
            Box::pin(Arc::clone(&acquired).is_sound(connection, is))
        })
    }

    /// An error has the pool close the connection at once: it is not asked to
    /// tidy up first.
    async fn is_sound<C: sqlx::Connection>(
        self: Arc<Self>,
        connection: &mut C,
        is: PoolConnectionMetadata,
    ) -> sqlx::Result<bool> {
        let opened = Instant::now().checked_sub(is.age);
        if connection.is_in_transaction() {
            // A transaction that was dropped is rolled back when the connection
            // is next spoken to.
            connection.ping().await?;
        }
        if connection.is_in_transaction() {
            return Err(sqlx::Error::Protocol(
                "a connection is left inside a transaction: it is closed".to_owned(),
            ));
        }
        if self
            .state()
            .doubted
            .is_some_and(|doubted| opened.is_none_or(|opened| opened <= doubted))
        {
            return Err(sqlx::Error::Protocol(
                "a connection is older than a failure: it is closed".to_owned(),
            ));
        }
        Ok(true)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody could not read.
    pub(crate) fn read_failed(&self, error: &DbErr) {
        if of_sqlx(error).is_some_and(|inner| !is_about_the_statement(inner)) {
            self.doubt();
        }
    }

    /// A transaction did not begin. Whether another connection may fare better:
    /// not where the lock or a connection was waited for in vain.
    pub(crate) fn begin_failed(&self, error: &DbErr) -> bool {
        let is_worth_it = of_sqlx(error).is_some_and(|inner| !is_busy(inner));
        if is_worth_it {
            self.doubt();
        }
        is_worth_it
    }

    /// A statement of a transaction failed, which is thereby over.
    pub(crate) fn statement_failed(&self, engine: Engine, error: &DbErr) {
        let is_known = leaves_all_known(engine, error);
        if !is_known {
            self.doubt();
        }
        let error = Error::from(error.clone());
        if !is_known || matches!(error, Error::DiskFull) {
            self.failed(&error);
        }
    }

    fn doubt(&self) {
        self.state().doubted = Some(Instant::now());
    }

    pub(crate) fn commit_failed(&self, error: &Error) {
        self.failed_commits.fetch_add(1, Ordering::Relaxed);
        self.doubt();
        self.failed(error);
    }

    /// Nothing could be written.
    pub(crate) fn failed(&self, error: &Error) {
        if error.is_away() {
            self.remember(error);
        }
    }

    /// Whatever came of a try: nobody else need find it out for a while.
    fn remember(&self, error: &Error) {
        let before = self.state().trouble.replace(error.clone());
        if before.is_none() {
            tracing::error!(error = %error, "nothing can be written");
        }
    }

    /// A commit is done that changed something.
    pub(crate) fn succeeded(&self) {
        let mut state = self.state();
        state.proved = Some(Instant::now());
        if state.trouble.take().is_some() {
            drop(state);
            tracing::info!("writing works again");
        }
    }

    fn look(&self) -> Look {
        let mut state = self.state();
        let is_recent = |since: Option<Instant>, long: Duration| {
            since.is_some_and(|since| since.elapsed() < long)
        };
        match &state.trouble {
            None if is_recent(state.proved, PROOF) || is_recent(state.tried, PAUSE) => Look::Works,
            Some(trouble) if is_recent(state.tried, PAUSE) => Look::Failed(trouble.clone()),
            _ => {
                state.tried = Some(Instant::now());
                Look::Try
            }
        }
    }
}

impl Store {
    /// Whether somebody can write, within the database's patience. Whoever
    /// committed something in the last seconds has shown it; otherwise one small
    /// row is written, at most every few seconds.
    ///
    /// # Errors
    /// Why not.
    pub async fn check_writing(&self, now: Timestamp) -> Result<()> {
        match self.writes.look() {
            Look::Failed(error) => Err(error),
            // Somebody may hold the lock by now.
            Look::Works => {
                drop(self.begin().await?);
                Ok(())
            }
            Look::Try => self
                .try_writing(now)
                .await
                .inspect_err(|error| self.writes.remember(error)),
        }
    }

    async fn try_writing(&self, now: Timestamp) -> Result<()> {
        let tx = self.begin().await?;
        let row = schedule::ActiveModel {
            name: Set(TRIED.to_owned()),
            next_at: Set(now),
        };
        let replace = OnConflict::column(schedule::Column::Name)
            .update_column(schedule::Column::NextAt)
            .to_owned();
        let insert = schedule::Entity::insert(row).on_conflict(replace);
        insert.exec_without_returning(&tx).await?;
        tx.commit().await
    }

    /// Whether nothing could be written the last time.
    #[must_use]
    pub fn is_writing_failing(&self) -> bool {
        self.writes.state().trouble.is_some()
    }

    /// Commits that failed so far.
    #[must_use]
    pub fn failed_commits(&self) -> u64 {
        self.writes.failed_commits.load(Ordering::Relaxed)
    }
}

/// `SQLITE_BUSY`, `SQLITE_LOCKED`.
fn is_busy(error: &sqlx::Error) -> bool {
    matches!(sqlite_code(error), Some(5 | 6))
}

/// Whether a failed statement leaves no doubt about the transaction: on SQLite
/// a constraint undoes the statement alone; PostgreSQL undoes the transaction.
fn leaves_all_known(engine: Engine, error: &DbErr) -> bool {
    of_sqlx(error).is_some_and(|inner| match engine {
        Engine::Sqlite => sqlite_code(inner) == Some(19),
        Engine::Postgres => is_about_the_statement(inner),
    })
}
