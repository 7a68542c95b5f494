//! The handles: [`Db`] reads, [`Store`] begins a [`Tx`], a [`Tx`] writes.

use std::sync::Arc;

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, FromQueryResult,
    IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, Value,
};
use tokio::sync::Notify;

use crate::connect::Engine;
use crate::recording::{Recorded, Statements};
use crate::transaction::Tx;
use crate::writes::Writes;
use crate::{Error, Result};

/// Something that rows can be read from: the database, or a transaction.
pub trait Reads: Send + Sync {
    /// sea-orm's connection. Its methods are reached inside this crate only.
    type Connection: ConnectionTrait;

    #[doc(hidden)]
    fn connection(&self) -> &Self::Connection;

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
    readers: DatabaseConnection,
    engine: Engine,
    statements: Arc<Statements>,
    writes: Arc<Writes>,
}

impl Db {
    pub(crate) const fn new(
        readers: DatabaseConnection,
        engine: Engine,
        statements: Arc<Statements>,
        writes: Arc<Writes>,
    ) -> Self {
        Self {
            readers,
            engine,
            statements,
            writes,
        }
    }

    /// Statements run so far, by readers and writers together. Tests hold each
    /// page's number against its bound.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.count()
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
        rows_affected_by(self, "SELECT 1", []).await?;
        Ok(())
    }

    /// The database as it is when it is first read, for reads that belong
    /// together; [`Snapshot::end`] ends it.
    ///
    /// # Errors
    /// [`Error::Away`] when no connection is to be had in time.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        // SQLite's transactions are snapshots, and its readers cannot write.
        let options = match self.engine {
            Engine::Sqlite => TransactionOptions::default(),
            Engine::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
        };
        let inner = self.readers.begin_with_options(options).await;
        let inner = inner.inspect_err(|error| self.failed(error))?;
        Ok(Snapshot {
            inner,
            db: self.clone(),
        })
    }
}

impl Reads for Db {
    type Connection = DatabaseConnection;
    fn connection(&self) -> &DatabaseConnection {
        &self.readers
    }
    fn failed(&self, error: &DbErr) {
        self.writes.read_failed(error);
    }
    fn engine(&self) -> Engine {
        self.engine
    }
}

/// Several reads that see the database as it was at the first of them.
#[derive(Debug)]
pub struct Snapshot {
    inner: DatabaseTransaction,
    db: Db,
}

impl Snapshot {
    /// Lets go of it.
    pub async fn end(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }
}

impl Reads for Snapshot {
    type Connection = DatabaseTransaction;
    fn connection(&self) -> &DatabaseTransaction {
        &self.inner
    }
    fn failed(&self, error: &DbErr) {
        self.db.failed(error);
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
    pub(crate) writes: Arc<Writes>,
}

impl Store {
    pub(crate) fn new(writer: DatabaseConnection, db: Db, writes: Arc<Writes>) -> Self {
        Self {
            writer,
            db,
            committed: Arc::new(Notify::new()),
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
        self.writer.begin_with_options(options).await
    }

    /// Closes every connection; SQLite then folds its log into the file.
    pub async fn close(self) {
        let Self { writer, db, .. } = self;
        // Nothing is lost when closing fails: all that was accepted is committed.
        let _ = db.readers.close().await;
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

/// Runs a statement where one may run, and has a failure heard.
async fn run<R: Reads, T>(
    reads: &R,
    statement: impl Future<Output = std::result::Result<T, DbErr>>,
) -> Result<T> {
    reads.ready()?;
    statement.await.map_err(|error| {
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
