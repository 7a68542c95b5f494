//! Opening the database, and bringing its tables up to this version.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use db::connect::Location;
use db::{Db, Store};
use migrations::{Migrator, MigratorTrait as _};

use crate::config;

/// Opens what the settings say; makes the folder of a file.
///
/// # Errors
/// When it cannot be reached, with its address and no password.
pub(crate) async fn open(database: &config::database::Database) -> Result<(Db, Store)> {
    if let Location::File(file) = &database.options.location
        && let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).with_context(|| format!("data_dir: {} cannot be made", folder.display()))?;
    }
    let place = config::database::shown(&database.options.location);
    db::connect(&database.options).await.with_context(|| format!("database_url: {place} cannot be opened"))
}

/// Where a database stands beside this version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// There is nothing in it.
    Empty,
    /// So many migrations are to be run.
    Older(usize),
    /// As it should be.
    Current,
    /// A newer version has been here.
    Newer,
}

/// Looks; changes nothing.
///
/// # Errors
/// Those of the database.
pub(crate) async fn standing(store: &Store) -> Result<Standing> {
    let connection = store.migration_connection();
    let all = Migrator::migrations().len();
    match Migrator::get_pending_migrations_read_only(connection).await {
        Ok(pending) if pending.is_empty() => Ok(Standing::Current),
        Ok(pending) if pending.len() == all => Ok(Standing::Empty),
        Ok(pending) => Ok(Standing::Older(pending.len())),
        Err(error) => {
            // The library's only way to say that a migration is unknown to it
            // is a sentence; the table itself says it better.
            let applied = Migrator::get_migration_models(connection).await?;
            let known = Migrator::get_migration_files();
            let is_known = |version: &str| known.iter().any(|migration| migration.name() == version);
            if applied.iter().any(|model| !is_known(&model.version)) {
                return Ok(Standing::Newer);
            }
            Err(error).context("the migrations cannot be looked at")
        }
    }
}

/// For `serve` and `worker`: brings a file up to this version, and refuses a
/// server's database that is not, since others may be at work on it.
///
/// # Errors
/// When the database is newer or, on PostgreSQL, not migrated.
pub(crate) async fn prepare(database: &config::database::Database, store: &Store) -> Result<()> {
    match (standing(store).await?, &database.options.location) {
        (Standing::Current, _) => Ok(()),
        (Standing::Newer, _) => bail!(newer()),
        (Standing::Empty | Standing::Older(_), Location::Postgres(_)) => {
            bail!("the database is not at this version: stop every Cove that uses it, make a backup, and run `cove migrate`")
        }
        (Standing::Empty, Location::File(_)) => up(store).await,
        (Standing::Older(pending), Location::File(file)) => {
            let copy = copy_name(file);
            store.db().copy_to(&copy).await.with_context(|| format!("{} cannot be written before the upgrade", copy.display()))?;
            tracing::info!(pending, copy = %copy.display(), "the database is older: a copy was made, and it is brought up to this version");
            up(store).await
        }
    }
}

/// Runs the migrations that are due.
///
/// # Errors
/// When the database is newer, and those of the database.
pub(crate) async fn migrate(store: &Store) -> Result<Standing> {
    let before = standing(store).await?;
    match before {
        Standing::Newer => bail!(newer()),
        Standing::Current => {}
        Standing::Empty | Standing::Older(_) => up(store).await?,
    }
    Ok(before)
}

async fn up(store: &Store) -> Result<()> {
    Migrator::up(store.migration_connection(), None).await.context("the tables could not be brought up to this version")
}

const fn newer() -> &'static str {
    "the database was written by a newer Cove: install that version again, or restore the copy from before the upgrade"
}

/// A name beside the file that is not taken.
fn copy_name(file: &Path) -> PathBuf {
    let mut number = 1_u32;
    loop {
        let copy = file.with_extension(format!("before-upgrade-{number}.db"));
        if !copy.exists() {
            return copy;
        }
        number += 1;
    }
}

/// The right to be the one worker on a SQLite file, held until dropped. The
/// kernel gives it back when the process dies, however it dies.
#[derive(Debug)]
pub(crate) struct WorkerLock {
    file: Option<File>,
}

/// Waits for the right to work. On PostgreSQL workers stand side by side.
///
/// # Errors
/// When the lock file cannot be made.
pub(crate) async fn worker_lock(database: &config::database::Database) -> Result<WorkerLock> {
    let mut told = false;
    loop {
        if let Some(lock) = try_worker_lock(database)? {
            return Ok(lock);
        }
        if !told {
            told = true;
            tracing::warn!("another Cove works on this file: this one waits its turn");
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// The right to work, if nobody has it.
///
/// # Errors
/// When the lock file cannot be made.
pub(crate) fn try_worker_lock(database: &config::database::Database) -> Result<Option<WorkerLock>> {
    let Location::File(database_file) = &database.options.location else { return Ok(Some(WorkerLock { file: None })) };
    let path = database_file.with_extension("worker-lock");
    let said = || format!("{} cannot be made", path.display());
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path).with_context(said)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(WorkerLock { file: Some(file) })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error).with_context(said),
    }
}

impl WorkerLock {
    /// Whether no other worker can be at work.
    pub(crate) const fn is_alone(&self) -> bool {
        self.file.is_some()
    }
}
