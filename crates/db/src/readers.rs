//! Connections that only read, kept by ourselves.
//!
//! sqlx's pool asks a connection whether it still lives each time it is given
//! back, which on a page of few short statements is a round trip too many, and
//! it hands out the one that has rested longest. These are handed out the one
//! that worked last first, so that a quiet server uses few of them and those
//! have their plans and pages at hand; one that was left in the middle of a
//! statement, or has failed, is closed.

use std::pin::pin;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Value,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};
use tokio::sync::{AcquireError, Mutex, OwnedSemaphorePermit, Semaphore};

use crate::connect::LONGEST_STATEMENT;
use crate::error::is_about_the_statement;
use crate::unhurried::unhurried;
use crate::{Error, Result};

/// How long one waits for a statement of others to end before a spare place is
/// taken: longer than a page takes under load, so that only slow statements and
/// slow networks bring it about.
const LONG: Duration = Duration::from_millis(50);

#[derive(Debug)]
struct Places {
    number: u32,
    free: Arc<Semaphore>,
}

impl Places {
    fn new(number: u32) -> Self {
        Self {
            number,
            free: Arc::new(Semaphore::new(usize::try_from(number).unwrap_or(1))),
        }
    }

    fn take(
        &self,
    ) -> impl Future<Output = std::result::Result<OwnedSemaphorePermit, AcquireError>> + use<> {
        Arc::clone(&self.free).acquire_owned()
    }
}

/// Connections of one engine.
#[derive(Debug)]
pub struct Kept<C: Connection + 'static> {
    options: C::Options,
    idle: std::sync::Mutex<Vec<(Instant, C)>>,
    /// Places for as many as work at once best.
    first: Places,
    /// Places for more, for when those are taken for long.
    spare: Places,
    patience: Duration,
    /// How long one may rest and still be trusted.
    rest: Duration,
}

impl<C: Connection + 'static> Kept<C> {
    /// Up to so many, each opened when it is first needed, and no more than
    /// `first` of them while those are quick. One that has rested longer than
    /// `rest` is not handed out again: what lies between us and the server may
    /// have forgotten it.
    pub(crate) fn new(
        options: C::Options,
        first: u32,
        most: u32,
        patience: Duration,
        rest: Duration,
    ) -> Self {
        let first = first.clamp(1, most.max(1));
        let spare = Places::new(most.saturating_sub(first));
        Self {
            options,
            idle: std::sync::Mutex::default(),
            first: Places::new(first),
            spare,
            patience,
            rest,
        }
    }

    async fn place(&self) -> std::result::Result<OwnedSemaphorePermit, AcquireError> {
        let mut first = pin!(self.first.take());
        if self.spare.number == 0 {
            return first.await;
        }
        match tokio::time::timeout(LONG, &mut first).await {
            Ok(place) => place,
            Err(_) => tokio::select! { place = first => place, place = self.spare.take() => place },
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<(Instant, C)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One to read with; waits for its turn.
    ///
    /// # Errors
    /// [`Error::Away`] when none is to be had in time.
    pub(crate) async fn lend(&self) -> Result<Lent<'_, C>> {
        let lend = async {
            let permit = self.place().await.map_err(|_| sqlx::Error::PoolClosed)?;
            let rested = self.idle().pop();
            let connection = match rested {
                Some((since, connection)) if since.elapsed() < self.rest => connection,
                // Those below it have rested longer still.
                Some(_) => {
                    self.idle().clear();
                    self.options.connect().await?
                }
                None => self.options.connect().await?,
            };
            Ok(Lent {
                connection: Some(connection),
                condition: Condition::AtRest,
                is_in_transaction: false,
                from: self,
                permit: Some(permit),
            })
        };
        match tokio::time::timeout(self.patience, lend).await {
            Ok(lent) => lent.map_err(|error: sqlx::Error| Error::Away(error.to_string())),
            Err(_) => Err(Error::Away(
                "no connection was to be had in time".to_owned(),
            )),
        }
    }

    /// Closes all, when those who read have ended; lends no more.
    async fn close(&self) {
        // Who reads longer than the patience is not waited for.
        let everybody = async {
            tokio::join!(
                self.first.free.acquire_many(self.first.number),
                self.spare.free.acquire_many(self.spare.number)
            )
        };
        let everybody = tokio::time::timeout(self.patience, everybody).await;
        self.first.free.close();
        self.spare.free.close();
        drop(everybody);
        let all = std::mem::take(&mut *self.idle());
        for (_, connection) in all {
            // It has read only: nothing is lost.
            let _ = connection.close().await;
        }
    }
}

/// What a lent connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    AtRest,
    /// In a statement or a transaction: given up now, it is closed.
    Working,
    Failed,
}

/// A connection that somebody reads with.
#[derive(Debug)]
pub struct Lent<'k, C: Connection + 'static> {
    connection: Option<C>,
    condition: Condition,
    /// A transaction goes on between its statements.
    is_in_transaction: bool,
    from: &'k Kept<C>,
    permit: Option<OwnedSemaphorePermit>,
}

impl<C: Connection + 'static> Lent<'_, C> {
    /// For one statement, whose end is to be told by [`Lent::ended`].
    ///
    /// # Errors
    /// None: it is there as long as it is lent.
    pub(crate) fn work(&mut self) -> std::result::Result<&mut C, sqlx::Error> {
        self.condition = Condition::Working;
        self.connection.as_mut().ok_or(sqlx::Error::PoolClosed)
    }

    /// The statement was run to its end, well or not.
    ///
    /// # Errors
    /// What it ended with.
    pub(crate) fn ended<T>(
        &mut self,
        result: std::result::Result<T, sqlx::Error>,
    ) -> std::result::Result<T, sqlx::Error> {
        if result
            .as_ref()
            .err()
            .is_some_and(|error| !is_about_the_statement(error))
        {
            self.condition = Condition::Failed;
        } else if !self.is_in_transaction {
            self.condition = Condition::AtRest;
        }
        result
    }
}

impl<C: Connection + 'static> Drop for Lent<'_, C> {
    fn drop(&mut self) {
        let (Some(connection), Some(permit)) = (self.connection.take(), self.permit.take()) else {
            return;
        };
        match self.condition {
            Condition::AtRest if self.from.first.free.is_closed() => {}
            Condition::AtRest => self.from.idle().push((Instant::now(), connection)),
            Condition::Working => give_up(connection, permit),
            // What happened to this one has most likely happened to all.
            Condition::Failed => self.from.idle().clear(),
        }
    }
}

/// Somebody no longer waits for a statement, but the database still works on it:
/// its place is free when it has ended. Whoever asks and hangs up, over and
/// over, would otherwise have it work on more and more.
fn give_up<C: Connection + 'static>(mut connection: C, permit: OwnedSemaphorePermit) {
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        runtime.spawn(async move {
            // It is closed whatever comes of it.
            let _ = tokio::time::timeout(LONGEST_STATEMENT, connection.ping()).await;
            drop((connection, permit));
        });
    }
}

/// The connections of either engine.
#[derive(Debug)]
pub enum Readers {
    Sqlite(Kept<SqliteConnection>),
    Postgres(Kept<PgConnection>),
}

/// One of them, held for several statements.
#[derive(Debug)]
pub enum Held<'k> {
    Sqlite(Mutex<Lent<'k, SqliteConnection>>),
    Postgres(Mutex<Lent<'k, PgConnection>>),
}

impl Readers {
    /// One for several statements, each of which sees what was committed before it.
    ///
    /// # Errors
    /// [`Error::Away`] when none is to be had in time.
    pub(crate) async fn hold(&self) -> Result<Held<'_>> {
        Ok(match self {
            Self::Sqlite(kept) => Held::Sqlite(Mutex::new(kept.lend().await?)),
            Self::Postgres(kept) => Held::Postgres(Mutex::new(kept.lend().await?)),
        })
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(kept) => kept.close().await,
            Self::Postgres(kept) => kept.close().await,
        }
    }
}

impl Held<'_> {
    /// Begins a transaction that sees the database as it is at its first
    /// statement, whatever others commit meanwhile. Given up before
    /// [`Held::commit`], the connection is closed.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn begin(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(lent) => {
                let lent = lent.get_mut();
                lent.is_in_transaction = true;
                let begun = unhurried(sqlx::query("BEGIN").execute(lent.work()?)).await;
                lent.ended(begun)?;
            }
            Self::Postgres(lent) => {
                let lent = lent.get_mut();
                lent.is_in_transaction = true;
                let begun = sqlx::query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .execute(lent.work()?)
                    .await;
                lent.ended(begun)?;
            }
        }
        Ok(())
    }

    /// Ends the transaction.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn commit(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(lent) => {
                let lent = lent.get_mut();
                let over = unhurried(sqlx::query("COMMIT").execute(lent.work()?)).await;
                lent.is_in_transaction = false;
                lent.ended(over)?;
            }
            Self::Postgres(lent) => {
                let lent = lent.get_mut();
                let over = sqlx::query("COMMIT").execute(lent.work()?).await;
                lent.is_in_transaction = false;
                lent.ended(over)?;
            }
        }
        Ok(())
    }
}

/// A query with its values. A macro, because the two databases have no type in
/// common and their generic bounds are longer than the text.
macro_rules! query {
    ($database:ty, $statement:expr) => {{
        let Statement { sql, values, .. } = $statement;
        let mut query = sqlx::query::<$database>(AssertSqlSafe(sql));
        for value in values.map(|values| values.0).unwrap_or_default() {
            query = match value {
                Value::Bool(it) => query.bind(it),
                Value::BigInt(it) => query.bind(it),
                Value::String(it) => query.bind(it),
                Value::Bytes(it) => query.bind(it),
                Value::Uuid(it) => query.bind(it),
                other => return Err(DbErr::Type(format!("no column holds {other:?}"))),
            };
        }
        query
    }};
}

macro_rules! run {
    ($lent:expr, $database:ty, $statement:expr, $method:ident) => {{
        let query = query!($database, $statement);
        let mut lent = $lent;
        let result = query.$method(lent.work().map_err(failed)?).await;
        lent.ended(result).map_err(failed)?
    }};
}

fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}

fn away(error: &Error) -> DbErr {
    DbErr::Conn(RuntimeErr::Internal(error.to_string()))
}

/// What sea-orm asks of a connection: `$lend` is where a statement gets its own.
macro_rules! answers {
    ($type:ty, $place:ident => $lend:expr) => {
        #[async_trait::async_trait]
        impl ConnectionTrait for $type {
            fn get_database_backend(&self) -> DbBackend {
                match self {
                    Self::Sqlite(_) => DbBackend::Sqlite,
                    Self::Postgres(_) => DbBackend::Postgres,
                }
            }

            async fn execute_raw(
                &self,
                statement: Statement,
            ) -> std::result::Result<ExecResult, DbErr> {
                Ok(match self {
                    Self::Sqlite($place) => run!($lend, sqlx::Sqlite, statement, execute).into(),
                    Self::Postgres($place) => {
                        run!($lend, sqlx::Postgres, statement, execute).into()
                    }
                })
            }

            async fn execute_unprepared(
                &self,
                sql: &str,
            ) -> std::result::Result<ExecResult, DbErr> {
                self.execute_raw(Statement::from_string(self.get_database_backend(), sql))
                    .await
            }

            async fn query_one_raw(
                &self,
                statement: Statement,
            ) -> std::result::Result<Option<QueryResult>, DbErr> {
                Ok(match self {
                    Self::Sqlite($place) => {
                        run!($lend, sqlx::Sqlite, statement, fetch_optional).map(Into::into)
                    }
                    Self::Postgres($place) => {
                        run!($lend, sqlx::Postgres, statement, fetch_optional).map(Into::into)
                    }
                })
            }

            async fn query_all_raw(
                &self,
                statement: Statement,
            ) -> std::result::Result<Vec<QueryResult>, DbErr> {
                Ok(match self {
                    Self::Sqlite($place) => run!($lend, sqlx::Sqlite, statement, fetch_all)
                        .into_iter()
                        .map(Into::into)
                        .collect(),
                    Self::Postgres($place) => run!($lend, sqlx::Postgres, statement, fetch_all)
                        .into_iter()
                        .map(Into::into)
                        .collect(),
                })
            }
        }
    };
}

answers!(Readers, kept => kept.lend().await.map_err(|error| away(&error))?);
answers!(Held<'_>, lent => lent.lock().await);
