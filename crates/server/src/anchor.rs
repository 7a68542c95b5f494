//! The end of the audit list, kept in a file outside the database, so that
//! entries which are taken from its end are missed.
//!
//! The file is written after the commit of an act and never holds one up: after
//! a crash it may be behind by the last act, so a list that goes on from it is
//! whole, and one that ends before it is not. Whoever can write this file and
//! the database can deceive it; the log and every backup hold the same two
//! values elsewhere.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use db::audit::Against;
use db::{Db, Store};
use domain::audit::Head;

use crate::advice;
use crate::database::{folder_of, make_folder};
use crate::shutdown::Shutdown;

/// How often the end of the list goes into the log.
const TELL: Duration = Duration::from_secs(60 * 60);
/// How often to look for acts of other processes.
const LOOK: Duration = Duration::from_secs(60);

/// The file.
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    file: PathBuf,
}

/// Where a list ends, and what is wrong with it.
pub(crate) struct Caught {
    head: Option<Head>,
    fault: Option<(Head, String)>,
}

impl Anchor {
    /// That of an installation.
    pub(crate) fn of(database: &crate::config::database::Database) -> Self {
        Self {
            file: database.anchor_file.clone(),
        }
    }

    /// That beside a backup.
    pub(crate) fn of_backup(backup: &Path) -> Self {
        let mut name = backup.as_os_str().to_owned();
        name.push(".anchor");
        Self { file: name.into() }
    }

    /// That in a file of any name.
    pub(crate) fn at(file: &Path) -> Self {
        Self {
            file: file.to_owned(),
        }
    }

    /// Where it is.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// What it says; none when there is none.
    ///
    /// # Errors
    /// When it cannot be read, or holds something else.
    pub(crate) fn read(&self) -> Result<Option<Head>> {
        match fs::read_to_string(&self.file) {
            Ok(text) => {
                let head = text.parse().with_context(|| {
                    format!(
                        "{} does not hold the end of an audit list",
                        self.file.display()
                    )
                })?;
                Ok(Some(head))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(advice::for_file(&self.file, &error)),
        }
    }

    /// Writes it: whole under another name, then renamed, so that a power cut
    /// leaves the old one or the new one.
    pub(crate) fn write(&self, head: &Head) -> Result<()> {
        let mut fresh = self.file.as_os_str().to_owned();
        fresh.push(format!(".{}", std::process::id()));
        let fresh = PathBuf::from(fresh);
        let written = || -> std::io::Result<()> {
            let mut file = File::create(&fresh)?;
            writeln!(file, "{head}")?;
            file.sync_all()?;
            fs::rename(&fresh, &self.file)?;
            File::open(folder_of(&self.file))?.sync_all()
        };
        written().map_err(|error| advice::for_file(&self.file, &error))
    }

    /// Takes it away.
    pub(crate) fn remove(&self) -> Result<()> {
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(advice::for_file(&self.file, &error))
            }
            _ => Ok(()),
        }
    }

    /// What is wrong with the list in words, and what this says; none where the
    /// list goes on from this, or there is nothing here yet.
    pub(crate) async fn check(&self, db: &Db) -> Result<Option<(Head, String)>> {
        let Some(anchor) = self.read()? else {
            return Ok(None);
        };
        Ok(fault(db, &anchor).await?.map(|words| (anchor, words)))
    }

    /// Moves it on to where the list is. One that the list does not go on from
    /// stays: it is the proof.
    pub(crate) async fn catch_up(&self, db: &Db) -> Result<Caught> {
        let head = db::audit::head(db).await?;
        let fault = self.check(db).await?;
        if fault.is_none()
            && let Some(head) = &head
            && self.read()?.is_none_or(|anchor| anchor.count < head.count)
        {
            make_folder(&self.file)?;
            let (anchor, head) = (self.clone(), head.clone());
            // A disk takes its time to say that it has something.
            tokio::task::spawn_blocking(move || anchor.write(&head)).await??;
        }
        Ok(Caught { head, fault })
    }

    /// Keeps it with the list until told to stop, and says once an hour in the
    /// log where the list ends.
    pub(crate) async fn keep(&self, store: &Store, stop: Shutdown) {
        let recorded = store.recorded();
        let mut stopped = pin!(stop.wait());
        let mut told: Option<Instant> = None;
        loop {
            let caught = self.catch_up(store.db()).await;
            if told.is_none_or(|at| at.elapsed() >= TELL) {
                told = Some(Instant::now());
                tell(&caught);
            }
            tokio::select! {
                () = &mut stopped => return,
                () = recorded.notified() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }
}

fn tell(caught: &Result<Caught>) {
    match caught {
        Ok(Caught {
            fault: Some((anchor, words)),
            ..
        }) => {
            let hash = domain::secret::hex(&anchor.hash);
            tracing::error!(entries = anchor.count, hash, "{words}");
        }
        Ok(Caught { head, fault: None }) => {
            if let Some(head) = head {
                let hash = domain::secret::hex(&head.hash);
                tracing::info!(entries = head.count, hash, "the audit list ends here");
            }
        }
        Err(error) => tracing::warn!(
            error = format!("{error:#}"),
            "the end of the audit list was not written down"
        ),
    }
}

/// What is wrong with a list that does not go on from an end that was written
/// down.
pub(crate) async fn fault(db: &Db, written: &Head) -> Result<Option<String>> {
    let last = written.count;
    Ok(match db::audit::against(db, written).await? {
        Against::Follows => None,
        Against::Shorter { count } if count + 1 == last => Some(format!(
            "the audit list was cut: entry {last} was taken from its end"
        )),
        Against::Shorter { count } => Some(format!(
            "the audit list was cut: entries {} to {last} were taken from its end",
            count + 1
        )),
        Against::Replaced => Some(format!(
            "the audit list was changed: entry {last} is another one than was written down"
        )),
    })
}
