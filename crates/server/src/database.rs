//! Opening the database, and bringing its tables up to this version.

pub(crate) mod lock;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use db::connect::{Location, Options};
use db::{Db, Store};
use migrations::{Migrator, MigratorTrait as _};

use crate::advice;
use crate::anchor::Anchor;
use crate::config::database::{Database, shown};
use lock::Lock;

/// Opens what the settings say, and says beside a file that it is in use; makes
/// the folder of a file.
///
/// # Errors
/// When it cannot be reached, with its address and no password.
pub(crate) async fn open(database: &Database) -> Result<(Db, Store, Lock)> {
    if let Location::File(file) = &database.options.location {
        make_folder(file)?;
    }
    let in_use = lock::in_use(database)?;
    let (db, store) = connect(&database.options).await?;
    Ok((db, store, in_use))
}

pub(crate) fn folder_of(file: &Path) -> &Path {
    let folder = file.parent();
    folder
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Makes the folder of a file.
pub(crate) fn make_folder(file: &Path) -> Result<()> {
    let folder = folder_of(file);
    std::fs::create_dir_all(folder)
        .map_err(|error| advice::for_file(folder, &error))
        .context("data_dir")
}

/// Opens a database, and says in a sentence why it cannot.
pub(crate) async fn connect(options: &Options) -> Result<(Db, Store)> {
    let place = shown(&options.location);
    let error = match db::connect(options).await {
        Ok(open) => return Ok(open),
        Err(error) => error,
    };
    match &options.location {
        Location::File(file) => {
            // SQLite says only that it cannot; the system says why.
            if let Err(error) = std::fs::OpenOptions::new()
                .read(true)
                .write(true)
                .open(file)
            {
                return Err(advice::for_file(file, &error)).context("data_dir");
            }
            if db::damage::is_damage(&error) {
                bail!(damaged(file, &error.to_string()));
            }
        }
        Location::Postgres(address) => {
            let said = db::damage::why_not_postgres(address)
                .await
                .unwrap_or_else(|| error.to_string());
            let words = advice::for_server(&said).unwrap_or(&said);
            return Err(anyhow!("database_url: {place}: {words}"));
        }
    }
    Err(error).with_context(|| format!("database_url: {place} cannot be opened"))
}

/// What to do with a file that is damaged.
pub(crate) fn damaged(file: &Path, how: &str) -> String {
    format!(
        "{} is damaged ({how}): stop Cove, keep the file, and put the last backup back with `cove restore FILE` (docs/OPERATIONS.md, \"A bad day\")",
        file.display()
    )
}

/// Where a database stands beside this version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Version {
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
pub(crate) async fn version(store: &Store) -> Result<Version> {
    let connection = store.migration_connection();
    let all = Migrator::migrations().len();
    match Migrator::get_pending_migrations_read_only(connection).await {
        Ok(pending) if pending.is_empty() => Ok(Version::Current),
        Ok(pending) if pending.len() == all => {
            if store.db().keeps_from_us("seaql_migrations").await? {
                bail!(advice::for_tables_of_another());
            }
            Ok(Version::Empty)
        }
        Ok(pending) => Ok(Version::Older(pending.len())),
        Err(error) => {
            // The library's only way to say that a migration is unknown to it
            // is a sentence; the table itself says it better.
            let applied = Migrator::get_migration_models(connection)
                .await
                .map_err(db::Error::from)?;
            let known = Migrator::get_migration_files();
            let is_known =
                |version: &str| known.iter().any(|migration| migration.name() == version);
            if applied.iter().any(|model| !is_known(&model.version)) {
                return Ok(Version::Newer);
            }
            Err(db::Error::from(error)).context("the migrations cannot be looked at")
        }
    }
}

/// Whether a community may begin in an empty database where one lived before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FreshStart {
    /// Nobody said so: refused.
    Refused,
    /// The operator said so.
    Allowed,
}

/// A secret without its database means that a community lived here.
pub(crate) fn refuse_fresh_start(database: &Database, fresh_start: FreshStart) -> Result<()> {
    let Location::File(file) = &database.options.location else {
        return Ok(());
    };
    if fresh_start == FreshStart::Refused && database.secret_file.exists() {
        bail!(
            "there is no community in {}, but its secret {} is there: one lived here before. To put a backup back: `cove restore FILE`. \
             To start a new, empty community on purpose: `cove serve --start-afresh`",
            file.display(),
            database.secret_file.display()
        );
    }
    Ok(())
}

/// The same before the file is made.
pub(crate) fn refuse_missing_file(database: &Database, fresh_start: FreshStart) -> Result<()> {
    match &database.options.location {
        Location::File(file) if !file.exists() => refuse_fresh_start(database, fresh_start),
        _ => Ok(()),
    }
}

/// For `serve` and `worker`: brings a file up to this version, and refuses a
/// server's database that is not, since others may be at work on it.
///
/// # Errors
/// When the database is newer or, on PostgreSQL, not migrated.
pub(crate) async fn prepare(
    database: &Database,
    store: &Store,
    fresh_start: FreshStart,
) -> Result<()> {
    match (version(store).await?, &database.options.location) {
        (Version::Newer, _) => bail!(newer()),
        (Version::Current, Location::File(_)) => Ok(()),
        (Version::Current, Location::Postgres(_)) if db::copy::is_half_done(store.db()).await? => {
            bail!(
                "a copy into this database was begun and has not come to its end: run `cove copy` again with the settings of the SQLite file"
            )
        }
        (Version::Current, Location::Postgres(_)) => Ok(()),
        (Version::Empty | Version::Older(_), Location::Postgres(_)) => {
            bail!(
                "the database is not at this version: stop every Cove that uses it, make a backup, and run `cove migrate`"
            )
        }
        (Version::Empty, Location::File(_)) => {
            refuse_fresh_start(database, fresh_start)?;
            up(store).await
        }
        (Version::Older(pending), Location::File(file)) => {
            let copy = copy_before_upgrade(file, store).await?;
            tracing::info!(pending, copy = %copy.display(), "the database is older: a copy was made, and it is brought up to this version");
            up(store).await
        }
    }
}

/// What `cove migrate` did.
#[derive(Debug)]
pub(crate) struct Migrated {
    /// How it stood before.
    pub(crate) before: Version,
    /// The copy from before.
    pub(crate) copy: Option<PathBuf>,
}

/// Runs the migrations that are due.
///
/// # Errors
/// When the database is newer, and those of the database.
pub(crate) async fn migrate(database: &Database, store: &Store) -> Result<Migrated> {
    // Of two at once, the second finds what the first has made.
    let turn = lock::turn(&database.options.location).await?;
    let before = version(store).await?;
    let mut copy = None;
    match (&before, &database.options.location) {
        (Version::Newer, _) => bail!(newer()),
        (Version::Current, _) => {}
        (Version::Empty, Location::File(_)) => {
            refuse_fresh_start(database, FreshStart::Refused)?;
            up(store).await?;
        }
        (Version::Older(_), Location::File(file)) => {
            copy = Some(copy_before_upgrade(file, store).await?);
            up(store).await?;
        }
        (Version::Empty | Version::Older(_), Location::Postgres(_)) => up(store).await?,
    }
    drop(turn);
    Ok(Migrated { before, copy })
}

/// Brings a database up to this version that nobody else has open.
pub(crate) async fn up(store: &Store) -> Result<()> {
    let done = Migrator::up(store.migration_connection(), None)
        .await
        .map_err(db::Error::from);
    done.context("the tables could not be brought up to this version")
}

/// A copy beside a file that is about to be upgraded.
async fn copy_before_upgrade(file: &Path, store: &Store) -> Result<PathBuf> {
    let copy = free_name(file, "before-upgrade");
    store
        .db()
        .copy_to(&copy)
        .await
        .with_context(|| format!("{} cannot be written before the upgrade", copy.display()))?;
    // An older file may not have the list yet.
    if let Ok(Some(head)) = db::audit::head(store.db()).await {
        Anchor::of_backup(&copy).write(&head)?;
    }
    Ok(copy)
}

const fn newer() -> &'static str {
    "the database was written by a newer Cove: install that version again, or restore the copy from before the upgrade"
}

/// A name beside the file that is not taken.
pub(crate) fn free_name(file: &Path, what: &str) -> PathBuf {
    let mut number = 1_u32;
    loop {
        let name = file.with_extension(format!("{what}-{number}.db"));
        if !name.exists() {
            return name;
        }
        number += 1;
    }
}
