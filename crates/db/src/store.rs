//! The handles: [`Db`] reads, [`Store`] begins a [`Tx`], a [`Tx`] writes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, FromQueryResult,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, Value,
};
use tokio::sync::Notify;

use crate::connect::Engine;
use crate::readers::{Held, Readers};
use crate::recording::{Recorded, Statements};
use crate::transaction::Tx;
use crate::unhurried::unhurried;
use crate::writes::Writes;
use crate::{Error, Result};

/// Something that rows can be read from: the database, or a transaction.
pub trait Reads: Send + Sync {
    /// sea-orm's connection. Its methods are reached inside this crate only.
    type Connection: ConnectionTrait;

    #[doc(hidden)]
    fn connection(&self) -> &Self::Connection;

    /// Counts a statement where sea-orm does not.
    #[doc(hidden)]
    fn note(&self, _: &Statement) {}

    /// Whether a further statement may run.
    #[doc(hidden)]
    fn ready(&self) -> Result<()> {
        Ok(())
    }

    /// Hears that a statement failed.
    #[doc(hidden)]
    fn failed(&self, _: &DbErr) {}

    /// Which engine answers.
    fn engine(&self) -> Engine;
}

/// The database, for reading. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    pub(crate) readers: Arc<Readers>,
    /// Sessions that are to be looked up.
    pub(crate) sessions: Arc<crate::session::Waiting>,
    engine: Engine,
    statements: Arc<Statements>,
}

impl Db {
    pub(crate) fn new(readers: Readers, engine: Engine, statements: Arc<Statements>) -> Self {
        Self {
            readers: Arc::new(readers),
            sessions: Arc::default(),
            engine,
            statements,
        }
    }

    /// Statements run so far, by readers and writers together. Tests hold each
    /// page's number against its bound.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.count()
    }

    /// Sessions that wait to be looked up, for tests.
    #[must_use]
    pub fn waiting_for_sessions(&self) -> usize {
        self.sessions.count()
    }

    /// Keeps the statements that run from now on, for [`Db::recorded`].
    pub fn record(&self) {
        self.statements.keep();
    }

    /// The statements since [`Db::record`]; keeps no more.
    #[must_use]
    pub fn recorded(&self) -> Vec<Recorded> {
        self.statements.take()
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// [`Error::Away`] when it does not.
    pub async fn ping(&self) -> Result<()> {
        self.readers.execute_unprepared("SELECT 1").await?;
        Ok(())
    }
}

impl Reads for Db {
    type Connection = Readers;
    fn connection(&self) -> &Readers {
        &self.readers
    }
    fn note(&self, statement: &Statement) {
        self.statements.note(|| statement.clone());
    }
    fn engine(&self) -> Engine {
        self.engine
    }
}

/// One connection, for several reads in a row.
#[derive(Debug)]
pub struct Reading<'d> {
    held: Held<'d>,
    db: &'d Db,
}

impl Db {
    /// A connection of one's own; each read sees what was committed before it.
    ///
    /// # Errors
    /// [`Error::Away`] when none is to be had in time.
    pub(crate) async fn reading(&self) -> Result<Reading<'_>> {
        Ok(Reading {
            held: self.readers.hold().await?,
            db: self,
        })
    }

    /// The database as it is when it is first read, for reads that belong
    /// together; [`Reading::end`] ends it.
    ///
    /// # Errors
    /// [`Error::Away`] when no connection is to be had in time.
    pub async fn snapshot(&self) -> Result<Reading<'_>> {
        let mut reading = self.reading().await?;
        reading.held.begin().await?;
        Ok(reading)
    }
}

impl Reading<'_> {
    /// Lets go of a snapshot. Dropped without, its connection is closed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn end(mut self) -> Result<()> {
        self.held.commit().await
    }
}

impl<'d> Reads for Reading<'d> {
    type Connection = Held<'d>;
    fn connection(&self) -> &Held<'d> {
        &self.held
    }
    fn note(&self, statement: &Statement) {
        self.db.note(statement);
    }
    fn engine(&self) -> Engine {
        self.db.engine
    }
}

/// The database, for writing. `app` holds the only one of a server.
#[derive(Debug, Clone)]
pub struct Store {
    writer: DatabaseConnection,
    db: Db,
    committed: Arc<Notify>,
    /// Transactions begun, those that count; see [`Moment`].
    begun: Arc<AtomicU64>,
    pub(crate) writes: Arc<Writes>,
}

/// How far writing had come. Two that are equal say that between them nobody
/// wrote anything but the bookkeeping of the digest, which no thread shows.
/// SQLite only, where there is one writer to a process and a number for what
/// the others commit; PostgreSQL has none that is as cheap as to look again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    here: u64,
    elsewhere: i64,
    /// Which connection counts what is elsewhere.
    connection: u64,
}

#[derive(FromQueryResult)]
struct Version {
    data_version: i64,
}

impl Store {
    pub(crate) fn new(writer: DatabaseConnection, db: Db, writes: Arc<Writes>) -> Self {
        Self {
            writer,
            db,
            committed: Arc::new(Notify::new()),
            begun: Arc::default(),
            writes,
        }
    }

    /// The same database, for reading.
    #[must_use]
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// Rung after every commit that enqueued a job. One waiter is woken; a ring
    /// that nobody waited for is kept.
    #[must_use]
    pub fn committed(&self) -> Arc<Notify> {
        Arc::clone(&self.committed)
    }

    /// Rung after every commit that wrote into the audit list, as
    /// [`Store::committed`] is.
    #[must_use]
    pub fn recorded(&self) -> Arc<Notify> {
        Arc::clone(&self.writes.recorded)
    }

    /// sea-orm's own connection, for the migrations that `server` runs.
    #[must_use]
    pub const fn migration_connection(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Begins a transaction. On SQLite it takes the write lock at once: one
    /// that reads first and writes later could not wait for the lock.
    ///
    /// # Errors
    /// [`Error::Away`] when no connection or lock is to be had in time.
    pub async fn begin(&self) -> Result<Tx> {
        let tx = self.begin_apart().await?;
        // Not before it has the writer: a moment that is taken while it waits
        // comes before what it writes.
        self.begun.fetch_add(1, Ordering::AcqRel);
        Ok(tx)
    }

    /// Begins a transaction that changes nothing of a thread, and leaves
    /// the [`Moment`] as it is.
    ///
    /// # Errors
    /// As [`Store::begin`].
    pub(crate) async fn begin_apart(&self) -> Result<Tx> {
        let begun = match self.try_to_begin().await {
            // Nothing has happened yet: a connection that died while it rested,
            // or was left in disorder, costs nobody an answer.
            Err(error) if self.writes.begin_failed(&error) => self.try_to_begin().await,
            begun => begun,
        };
        let inner = begun.map_err(|error| {
            self.writes.begin_failed(&error);
            let error = Error::from(error);
            self.writes.failed(&error);
            error
        })?;
        Ok(Tx::new(
            inner,
            self.db.engine,
            Arc::clone(&self.committed),
            Arc::clone(&self.writes),
        ))
    }

    async fn try_to_begin(&self) -> std::result::Result<DatabaseTransaction, DbErr> {
        let options = match self.db.engine {
            Engine::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            },
            Engine::Postgres => TransactionOptions::default(),
        };
        let begun = self.writer.begin_with_options(options);
        match self.db.engine {
            Engine::Sqlite => unhurried(begun).await,
            Engine::Postgres => begun.await,
        }
    }

    /// The moment of a transaction that has the writer. None is like another
    /// where there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn moment(&self, tx: &Tx) -> Result<Option<Moment>> {
        if self.db.engine == Engine::Postgres {
            return Ok(None);
        }
        let version: Option<Version> = row(tx, "PRAGMA data_version", []).await?;
        Ok(version.map(|version| Moment {
            here: self.begun.load(Ordering::Acquire),
            elsewhere: version.data_version,
            connection: self.writes.opened(),
        }))
    }

    /// Closes every connection; SQLite then folds its log into the file.
    pub async fn close(self) {
        let Self { writer, db, .. } = self;
        // Nothing is lost when closing fails: all that was accepted is committed.
        db.readers.close().await;
        let _ = writer.close().await;
    }
}

/// A statement with `$1` placeholders, which both engines read.
pub(crate) fn statement<R: Reads>(
    reads: &R,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(reads.connection().get_database_backend(), sql, values)
}

/// Rows of a statement, as `T`.
pub(crate) async fn rows<T: FromQueryResult, R: Reads>(
    reads: &R,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    let statement = statement(reads, sql, values);
    reads.note(&statement);
    let found = run(reads, reads.connection().query_all_raw(statement)).await?;
    found
        .iter()
        .map(|row| T::from_query_result(row, "").map_err(Error::from))
        .collect()
}

/// The first row of a statement, if there is one.
pub(crate) async fn row<T: FromQueryResult, R: Reads>(
    reads: &R,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>> {
    let statement = statement(reads, sql, values);
    reads.note(&statement);
    let found = run(reads, reads.connection().query_one_raw(statement)).await?;
    found
        .map(|row| T::from_query_result(&row, "").map_err(Error::from))
        .transpose()
}

/// Runs a statement that changes no table; for [`Db::copy_to`].
pub(crate) async fn rows_affected_by<R: Reads>(
    reads: &R,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64> {
    Ok(reads
        .connection()
        .execute_raw(statement(reads, sql, values))
        .await?
        .rows_affected())
}

/// Runs a statement; how many rows it changed.
pub(crate) async fn execute(
    tx: &Tx,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64> {
    let changed = run(tx, tx.connection().execute_raw(statement(tx, sql, values)))
        .await?
        .rows_affected();
    if changed > 0 {
        tx.has_written();
    }
    Ok(changed)
}

/// Waits for a statement in the way that suits the engine.
async fn run<R: Reads, T>(
    reads: &R,
    statement: impl Future<Output = std::result::Result<T, DbErr>>,
) -> Result<T> {
    reads.ready()?;
    let ended = match reads.engine() {
        Engine::Sqlite => unhurried(statement).await,
        Engine::Postgres => statement.await,
    };
    ended.map_err(|error| {
        reads.failed(&error);
        Error::from(error)
    })
}

/// `$from, $from+1, …`: placeholders for an `IN` list.
pub(crate) fn placeholders(from: usize, count: usize) -> String {
    (from..from + count)
        .map(|n| format!("${n}"))
        .collect::<Vec<_>>()
        .join(", ")
}
