//! Files beside a SQLite database that say who is at work on it. The kernel
//! gives a lock back when its process dies, however it dies. PostgreSQL has no
//! such files: each of these locks is had at once there, and the server itself
//! has the one for who makes tables, [`turn`].

use std::fs::{File, OpenOptions, TryLockError};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use db::advisory_lock::AdvisoryLock;
use db::connect::Location;

use crate::advice;
use crate::config::database::Database;

/// How long a start waits for another one.
const LOCK_TIMEOUT: Duration = Duration::from_secs(60);

/// A lock that is held until this is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    file: Option<File>,
}

impl Lock {
    /// Whether nobody else can have it: on PostgreSQL workers stand side by side.
    pub(crate) const fn is_alone(&self) -> bool {
        self.file.is_some()
    }
}

/// The file beside the database; none on PostgreSQL.
fn beside(database: &Database, ending: &str) -> Option<PathBuf> {
    match &database.options.location {
        Location::File(file) => Some(file.with_extension(ending)),
        Location::Postgres(_) => None,
    }
}

/// None when somebody else has it.
fn taken(
    path: Option<PathBuf>,
    lock: fn(&File) -> Result<(), TryLockError>,
) -> Result<Option<Lock>> {
    let Some(path) = path else {
        return Ok(Some(Lock { file: None }));
    };
    let said = |error| advice::for_file(&path, &error);
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(said)?;
    match lock(&file) {
        Ok(()) => Ok(Some(Lock { file: Some(file) })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(said(error)),
    }
}

/// Whoever has the database open holds this, side by side.
///
/// # Errors
/// While somebody puts a backup back or copies it away.
pub(crate) fn in_use(database: &Database) -> Result<Lock> {
    match taken(beside(database, "use-lock"), File::try_lock_shared)? {
        Some(lock) => Ok(lock),
        None => bail!("this database is being restored or copied: try again when that is done"),
    }
}

/// Nobody else has the database open, and nobody opens it meanwhile.
///
/// # Errors
/// While somebody has it open.
pub(crate) fn alone(database: &Database) -> Result<Lock> {
    match taken(beside(database, "use-lock"), File::try_lock)? {
        Some(lock) => Ok(lock),
        None => bail!("a Cove is running on this database: stop it first (`systemctl stop cove`)"),
    }
}

/// The right to make or upgrade tables, one start after the other.
///
/// # Errors
/// When another start has it for too long.
pub(crate) async fn starting(database: &Database) -> Result<Lock> {
    let tried = || async { taken(beside(database, "start-lock"), File::try_lock) };
    match patiently(tried).await? {
        Some(lock) => Ok(lock),
        None => bail!(
            "another Cove is starting on this database, and has not come to an end for a minute: look at that one first"
        ),
    }
}

/// Tries for a lock until it is had; none when that takes too long.
async fn patiently<T, F: Future<Output = Result<Option<T>>>>(
    tried: impl Fn() -> F,
) -> Result<Option<T>> {
    let begun = Instant::now();
    loop {
        let lock = tried().await?;
        if lock.is_some() || begun.elapsed() >= LOCK_TIMEOUT {
            return Ok(lock);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The right to make or upgrade the tables of a PostgreSQL database, one process
/// after the other; had at once beside a file, which has [`starting`].
///
/// # Errors
/// When another has it for too long, and those of the database.
pub(crate) async fn turn(location: &Location) -> Result<Option<AdvisoryLock>> {
    let Location::Postgres(address) = location else {
        return Ok(None);
    };
    let tried = || async { Ok(AdvisoryLock::try_acquire(address).await?) };
    match patiently(tried).await? {
        Some(turn) => Ok(Some(turn)),
        None => bail!(
            "another Cove makes or upgrades the tables of this database, for more than a minute: run this again when it is done"
        ),
    }
}

/// The right to be the one worker on a SQLite file, if nobody has it.
///
/// # Errors
/// When the lock file cannot be made.
pub(crate) fn try_worker(database: &Database) -> Result<Option<Lock>> {
    taken(beside(database, "worker-lock"), File::try_lock)
}

/// Waits for the right to work.
///
/// # Errors
/// When the lock file cannot be made.
pub(crate) async fn worker(database: &Database) -> Result<Lock> {
    let mut told = false;
    loop {
        if let Some(lock) = try_worker(database)? {
            return Ok(lock);
        }
        if !told {
            told = true;
            tracing::warn!("another Cove works on this file: this one waits its turn");
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
