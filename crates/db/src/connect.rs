//! Opening a database: SQLite in a file, or PostgreSQL by its address.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{DatabaseConnection, SqlxPostgresConnector, SqlxSqliteConnector};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::recording::Statements;
use crate::store::{Db, Store};
use crate::writes::Writes;
use crate::{Error, Result};

/// Which engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// In the process, one file.
    Sqlite,
    Postgres,
}

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file; made if it is not there.
    File(PathBuf),
    /// A `postgres://` address.
    Postgres(String),
}

/// How to open it.
#[derive(Debug, Clone)]
pub struct Options {
    pub location: Location,
    /// SQLite: connections that read. Each has a page cache of its own, so two
    /// to four; one makes every slow page hold up the others.
    pub readers: u32,
    /// PostgreSQL: connections, half of them for reading.
    pub connections: u32,
    /// How long a statement waits for a lock or a connection before the
    /// database counts as away.
    pub patience: Duration,
    /// SQLite: pages of 4 KiB beyond which the file does not grow, as on a
    /// disk that is full; no limit but the disk's when none.
    pub max_pages: Option<u32>,
}

impl Options {
    /// With the defaults that suit a small machine.
    #[must_use]
    pub const fn new(location: Location) -> Self {
        Self {
            location,
            readers: 3,
            connections: 8,
            patience: Duration::from_secs(5),
            max_pages: None,
        }
    }
}

/// SQLite: the log beside the file is cut to so many bytes when it begins anew. It
/// has half as many, unless somebody reads for long, as a backup does.
pub const LARGEST_LOG: u64 = 8 * 1024 * 1024;

/// PostgreSQL: how long one statement may run. None of ours takes a second.
pub(crate) const LONGEST_STATEMENT: Duration = Duration::from_secs(30);

/// PostgreSQL: how long a connection may rest. Firewalls forget one after five
/// minutes or more.
const LONGEST_REST: Duration = Duration::from_secs(240);

/// The address is not one that PostgreSQL's own tools would take.
pub(crate) fn bad_address(error: &sqlx::Error) -> Error {
    Error::Away(format!(
        "the address of the database cannot be read: {error}"
    ))
}

/// Opens the database. Makes an empty file where there is none; runs no
/// migration.
///
/// # Errors
/// [`Error::Away`] when it cannot be reached.
pub async fn connect(options: &Options) -> Result<(Db, Store)> {
    let writes = Arc::new(Writes::default());
    match &options.location {
        Location::File(path) => {
            let file = SqliteConnectOptions::new()
                .filename(path)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                // What was accepted is not lost when the power goes: every
                // commit is on the disk before anybody is told.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(options.patience)
                .pragma("temp_store", "MEMORY")
                .pragma("mmap_size", "1073741824")
                .pragma("cache_size", "-8192")
                .pragma("journal_size_limit", LARGEST_LOG.to_string())
                .optimize_on_close(true, 400)
                // As many as a list has: SQLite's thread need not stop halfway.
                .row_buffer_size(512);
            let file = match options.max_pages {
                Some(pages) => file.pragma("max_page_count", pages.to_string()),
                None => file,
            };
            let pool = |connections: u32| {
                writes
                    .watch(SqlitePoolOptions::new())
                    .max_connections(connections)
                    .acquire_timeout(options.patience)
                    .idle_timeout(None)
                    .max_lifetime(None)
                    .test_before_acquire(false)
            };
            // The writer first: it makes the file and turns WAL on, which a
            // reader cannot.
            let writer = pool(1).connect_with(file.clone()).await?;
            // Who only reads cannot write down what it has learnt of the tables, and
            // one whose end fails at that is not waited for.
            let file = file
                .read_only(true)
                .create_if_missing(false)
                .optimize_on_close(false, None);
            let readers = pool(options.readers).connect_lazy_with(file);
            let [read, write] = [readers, writer].map(SqlxSqliteConnector::from_sqlx_sqlite_pool);
            Ok(handles(read, write, writes))
        }
        Location::Postgres(address) => {
            // A statement that waits for a lock must not hold a request for ever.
            let patience = format!("{}ms", options.patience.as_millis());
            let longest = format!("{}ms", LONGEST_STATEMENT.as_millis());
            let address = PgConnectOptions::from_str(address)
                .map_err(|error| bad_address(&error))?
                .application_name("cove")
                .options([("lock_timeout", patience), ("statement_timeout", longest)]);
            let pool = |connections: u32| {
                writes
                    .watch(PgPoolOptions::new())
                    .max_connections(connections)
                    .acquire_timeout(options.patience)
                    .idle_timeout(LONGEST_REST)
                    .test_before_acquire(false)
            };
            let readers = options.connections.max(2) / 2;
            let write = pool(options.connections.max(2) - readers)
                .connect_with(address.clone())
                .await?;
            let read = pool(readers).connect_lazy_with(address);
            let [read, write] = [read, write].map(SqlxPostgresConnector::from_sqlx_postgres_pool);
            Ok(handles(read, write, writes))
        }
    }
}

/// Both count their statements.
fn handles(
    mut read: DatabaseConnection,
    mut write: DatabaseConnection,
    writes: Arc<Writes>,
) -> (Db, Store) {
    let statements = Arc::new(Statements::default());
    for connection in [&mut read, &mut write] {
        let statements = Arc::clone(&statements);
        connection.set_metric_callback(move |info| statements.note(info.statement));
    }
    let db = Db::new(read, statements, Arc::clone(&writes));
    let store = Store::new(write, db.clone(), writes);
    (db, store)
}
