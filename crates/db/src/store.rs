//! The handles: [`Db`] reads, [`Store`] begins a [`Tx`], a [`Tx`] writes.

use std::sync::Arc;

use sea_orm::sea_query::{IntoCondition, SelectStatement, SqliteQueryBuilder};
use sea_orm::{
    AccessMode, ActiveModelTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, EntityTrait, ExecResult, FromQueryResult, IsolationLevel, PartialModelTrait,
    QueryFilter, QueryResult, QuerySelect, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait, TryGetable, TryInsertResult, Value,
};
use tokio::sync::Notify;

use crate::connect::Engine;
use crate::recording::Statements;
use crate::transaction::Tx;
use crate::writes::Writes;
use crate::{Error, Result};

/// Something that rows can be read from: the database, or a transaction. Whoever
/// has one can give it to sea-orm as a connection.
pub trait Reads: ConnectionTrait + Send {
    fn engine(&self) -> Engine {
        match self.get_database_backend() {
            DbBackend::Sqlite => Engine::Sqlite,
            _ => Engine::Postgres,
        }
    }
}

impl<C: ConnectionTrait + Send> Reads for C {}

/// What a handle of ours does around the statements of sea-orm's connection.
pub(crate) trait Handle {
    type Connection: ConnectionTrait;

    fn connection(&self) -> &Self::Connection;

    /// Whether a further statement may run.
    fn ready(&self) -> std::result::Result<(), DbErr> {
        Ok(())
    }

    /// Hears that a statement failed.
    fn failed(&self, error: &DbErr);

    /// Hears that rows were changed.
    fn changed(&self) {}
}

/// Makes a [`Handle`] a connection of sea-orm's.
macro_rules! connection {
    ($handle:ty) => {
        #[async_trait::async_trait]
        impl ConnectionTrait for $handle {
            fn get_database_backend(&self) -> DbBackend {
                self.connection().get_database_backend()
            }

            async fn execute_raw(
                &self,
                statement: Statement,
            ) -> std::result::Result<ExecResult, DbErr> {
                let result = heard(self, self.connection().execute_raw(statement)).await?;
                if result.rows_affected() > 0 {
                    self.changed();
                }
                Ok(result)
            }

            async fn execute_unprepared(
                &self,
                sql: &str,
            ) -> std::result::Result<ExecResult, DbErr> {
                heard(self, self.connection().execute_unprepared(sql)).await
            }

            async fn query_one_raw(
                &self,
                statement: Statement,
            ) -> std::result::Result<Option<QueryResult>, DbErr> {
                heard(self, self.connection().query_one_raw(statement)).await
            }

            async fn query_all_raw(
                &self,
                statement: Statement,
            ) -> std::result::Result<Vec<QueryResult>, DbErr> {
                heard(self, self.connection().query_all_raw(statement)).await
            }
        }
    };
}

connection!(Db);
connection!(Snapshot);
connection!(Tx);

/// Runs a statement where one may run, and has a failure heard.
async fn heard<T>(
    handle: &impl Handle,
    statement: impl Future<Output = std::result::Result<T, DbErr>>,
) -> std::result::Result<T, DbErr> {
    handle.ready()?;
    statement.await.inspect_err(|error| handle.failed(error))
}

/// The database, for reading. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    readers: DatabaseConnection,
    statements: Arc<Statements>,
    writes: Arc<Writes>,
}

impl Db {
    pub(crate) const fn new(
        readers: DatabaseConnection,
        statements: Arc<Statements>,
        writes: Arc<Writes>,
    ) -> Self {
        Self {
            readers,
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
    pub fn recorded(&self) -> Vec<Statement> {
        self.statements.take()
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// [`Error::Away`] when it does not.
    pub async fn ping(&self) -> Result<()> {
        value::<i32, _>(self, "SELECT 1", []).await.map(drop)
    }

    /// The database as it is when it is first read, for reads that belong
    /// together; [`Snapshot::end`] ends it.
    ///
    /// # Errors
    /// [`Error::Away`] when no connection is to be had in time.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        // SQLite's transactions are snapshots, and its readers cannot write.
        let options = match self.engine() {
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

impl Handle for Db {
    type Connection = DatabaseConnection;

    fn connection(&self) -> &DatabaseConnection {
        &self.readers
    }

    fn failed(&self, error: &DbErr) {
        self.writes.read_failed(error);
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

impl Handle for Snapshot {
    type Connection = DatabaseTransaction;

    fn connection(&self) -> &DatabaseTransaction {
        &self.inner
    }

    fn failed(&self, error: &DbErr) {
        self.db.failed(error);
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
            Arc::clone(&self.committed),
            Arc::clone(&self.writes),
        ))
    }

    async fn try_to_begin(&self) -> std::result::Result<DatabaseTransaction, DbErr> {
        let options = match self.db.engine() {
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

/// The columns of `T`, read from the table that a statement calls `alias`: what
/// stands behind `SELECT`.
pub(crate) fn columns<T: PartialModelTrait>(alias: &'static str) -> String {
    columns_with_prefix::<T>(alias, None)
}

/// The same, with something before the name of each.
pub(crate) fn columns_with_prefix<T: PartialModelTrait>(
    alias: &'static str,
    prefix: Option<&str>,
) -> String {
    struct Columns(SelectStatement);
    impl QuerySelect for Columns {
        type QueryStatement = SelectStatement;
        fn query(&mut self) -> &mut SelectStatement {
            &mut self.0
        }
    }
    let select = T::select_cols_nested(Columns(SelectStatement::new()), prefix, Some(alias));
    // SQLite and PostgreSQL quote names alike.
    let sql = select.0.to_string(SqliteQueryBuilder);
    sql.trim_start_matches("SELECT ").to_owned()
}

/// A statement with `$1` placeholders, which both engines read.
fn statement<R: Reads>(
    reads: &R,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(reads.get_database_backend(), sql, values)
}

/// The rows of a statement, read by the names of their columns.
pub(crate) async fn rows<T: FromQueryResult, R: Reads>(
    reads: &R,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    let statement = statement(reads, sql, values);
    Ok(T::find_by_statement(statement).all(reads).await?)
}

/// The first row of a statement, if there is one.
pub(crate) async fn row<T: FromQueryResult, R: Reads>(
    reads: &R,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>> {
    let statement = statement(reads, sql, values);
    Ok(T::find_by_statement(statement).one(reads).await?)
}

/// The one value of a statement's first row, if there is one and it is not null.
pub(crate) async fn value<T: TryGetable, R: Reads>(
    reads: &R,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>> {
    let found = reads.query_one_raw(statement(reads, sql, values)).await?;
    let value = found.map(|row| row.try_get_by_index::<Option<T>>(0));
    Ok(value.transpose()?.flatten())
}

/// The one value of each row of a statement.
pub(crate) async fn values<T: TryGetable>(
    reads: &impl Reads,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    let found = reads.query_all_raw(statement(reads, sql, values)).await?;
    let values = found.iter().map(|row| row.try_get_by_index(0));
    Ok(values.collect::<std::result::Result<_, _>>()?)
}

/// The number that a statement counts.
pub(crate) async fn count(
    reads: &impl Reads,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<i64> {
    Ok(value(reads, sql, values).await?.unwrap_or(0))
}

/// Runs a statement; how many rows it changed.
pub(crate) async fn execute(
    tx: &Tx,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64> {
    let result = tx.execute_raw(statement(tx, sql, values)).await?;
    Ok(result.rows_affected())
}

/// Writes what is set in `columns` into the rows that fit; how many there were.
pub(crate) async fn update<A: ActiveModelTrait>(
    tx: &Tx,
    columns: A,
    which: impl IntoCondition,
) -> Result<u64> {
    let update = A::Entity::update_many().set(columns).filter(which);
    Ok(update.exec(tx).await?.rows_affected)
}

/// Takes out the rows that fit; how many there were.
pub(crate) async fn delete<E: EntityTrait>(
    tx: &Tx,
    _: E,
    which: impl IntoCondition,
) -> Result<u64> {
    Ok(E::delete_many().filter(which).exec(tx).await?.rows_affected)
}

/// Makes a row; false if one stands in the way that has the same in these columns.
pub(crate) async fn insert_unless_there<A: ActiveModelTrait>(
    tx: &Tx,
    row: A,
    same: impl IntoIterator<Item = <A::Entity as EntityTrait>::Column>,
) -> Result<bool> {
    let insert = A::Entity::insert(row).on_conflict_do_nothing_on(same);
    let inserted = insert.exec_without_returning(tx).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}

/// `$from, $from+1, …`: placeholders for an `IN` list. An empty one holds what
/// nothing is equal to.
pub(crate) fn placeholders(from: usize, count: usize) -> String {
    if count == 0 {
        return "NULL".to_owned();
    }
    (from..from + count)
        .map(|n| format!("${n}"))
        .collect::<Vec<_>>()
        .join(", ")
}
