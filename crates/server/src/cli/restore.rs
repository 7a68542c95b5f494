//! `cove restore`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use app::restore::Marked;
use app::{App, Settings};
use clap::Args;
use db::connect::{Location, Options};
use db::{Db, Store};
use domain::Timestamp;
use domain::audit::Head;
use domain::clock::SystemClock;
use domain::digest::{moment_in_words, zone};
use domain::secret::Secret;
use files::Files;

use super::say;
use crate::advice;
use crate::anchor::Anchor;
use crate::config::Config;
use crate::database::{self, Version, lock};

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The backup, as `cove backup` wrote it.
    #[arg(required_unless_present = "in_place", conflicts_with = "in_place")]
    file: Option<PathBuf>,
    /// The backup is in its place already (with pg_restore, or by hand): mark it as put back.
    #[arg(long)]
    in_place: bool,
    /// When the backup was made, by the community's clock, as 2026-11-24T02:00; when left out, as the backup says itself.
    #[arg(long, value_name = "TIME")]
    made_at: Option<String>,
}

/// What was put back.
struct Done {
    marked: Marked,
    head: Option<Head>,
    time_zone: String,
    warnings: Vec<String>,
}

impl Restore {
    pub(super) async fn run(self, config: &Config) -> Result<()> {
        match &self.file {
            Some(file) => self.put_back(config, file).await,
            None => self.mark_in_place(config).await,
        }
    }

    async fn put_back(&self, config: &Config, file: &Path) -> Result<()> {
        let Location::File(target) = &config.database.options.location else {
            bail!(
                "this Cove keeps its data in PostgreSQL: use pg_restore, then `cove restore --in-place`"
            );
        };
        if !file.is_file() {
            bail!("there is no backup at {}", file.display());
        }
        database::make_folder(target)?;
        let alone = lock::alone(&config.database)?;
        let kept = Anchor::of(&config.database);
        // A file that is damaged must not stand in the way.
        let lost = kept.read().ok().flatten();
        let fresh = target.with_extension("restoring.db");
        remove(&fresh)?;
        copy(file, &fresh)?;
        let options = Options {
            location: Location::File(fresh.clone()),
            ..config.database.options.clone()
        };
        let done = match database::connect(&options).await {
            Ok((db, store)) => {
                let done = self.prepare(config, &db, &store, file, lost.as_ref()).await;
                store.close().await;
                match done {
                    Ok(done) => db::backup::fold(&fresh)
                        .await
                        .map(|()| done)
                        .context("the backup could not be put back"),
                    Err(error) => Err(error),
                }
            }
            Err(_) => Err(anyhow::anyhow!(
                "{} is no database, or is damaged: take another backup",
                file.display()
            )),
        };
        if done.is_err() {
            // The first error is the one to tell.
            let _ = remove(&fresh);
        }
        let done = done?;
        let aside = set_aside(target, &kept)?;
        File::open(&fresh)
            .and_then(|fresh| fresh.sync_all())
            .map_err(|error| advice::for_file(&fresh, &error))?;
        fs::rename(&fresh, target).map_err(|error| advice::for_file(target, &error))?;
        sync_folder(target)?;
        drop(alone);
        if let Some(head) = &done.head {
            kept.write(head)?;
        }
        if let Some(aside) = aside {
            say(&format!(
                "The database that was here is kept as {}.",
                aside.display()
            ))?;
        }
        tell(&done)
    }

    async fn mark_in_place(&self, config: &Config) -> Result<()> {
        let alone = lock::alone(&config.database)?;
        let (db, store) = database::connect(&config.database.options).await?;
        let kept = Anchor::of(&config.database);
        let lost = kept.read().ok().flatten();
        let place = crate::config::database::shown(&config.database.options.location);
        let done = self
            .prepare(config, &db, &store, Path::new(&place), lost.as_ref())
            .await;
        store.close().await;
        drop(alone);
        let done = done?;
        if let Some(head) = &done.head {
            kept.write(head)?;
        }
        tell(&done)
    }

    /// Looks a backup over, brings it up to this version and marks it.
    async fn prepare(
        &self,
        config: &Config,
        db: &Db,
        store: &Store,
        file: &Path,
        lost: Option<&Head>,
    ) -> Result<Done> {
        let shown = file.display();
        if let Some(how) = db.damage().await? {
            bail!("{shown} is damaged ({how}): take another backup");
        }
        match database::version(store).await? {
            Version::Current => {}
            Version::Older(_) => database::up(store).await?,
            Version::Newer => {
                bail!("{shown} was written by a newer Cove: install that version first")
            }
            Version::Empty => bail!("{shown} holds no community"),
        }
        let mut warnings = Vec::new();
        if let Some(entry) = db::audit::verify_chain(db).await? {
            warnings.push(format!("In this backup the audit list was changed: entry {entry} does not follow from those before it."));
        }
        match Anchor::of_backup(file).check(db).await {
            Ok(None) => {}
            Ok(Some((_, words))) => warnings.push(format!("In this backup {words}.")),
            Err(error) => warnings.push(format!("{error:#}")),
        }
        let settings = Settings {
            public_url: String::new(),
            contact: None,
            is_demo: false,
            reply_wait: app::REPLY_WAIT,
            links: None,
            files: Files::new(config.files.options.clone()).context("files_dir")?,
        };
        let app = App::new(
            store.clone(),
            Arc::new(SystemClock),
            Secret::random(),
            settings,
        );
        if let Some(words) = missing_files(&app).await? {
            warnings.push(words);
        }
        let made_at = self.made_at(&app).await?;
        let before = db::audit::head(db).await?;
        // Only what the list held beyond the backup is lost.
        let lost = lost.filter(|lost| {
            before
                .as_ref()
                .is_none_or(|before| before.count < lost.count)
        });
        let marked = app::restore::mark(&app, made_at, lost)
            .await
            .context("the backup could not be marked as put back")?;
        let time_zone = db::community::community(db).await?.time_zone;
        Ok(Done {
            marked,
            head: db::audit::head(db).await?,
            time_zone,
            warnings,
        })
    }

    async fn made_at(&self, app: &App) -> Result<Timestamp> {
        if let Some(text) = &self.made_at {
            let at = app::digest::local_time(app, text).await?;
            return at.with_context(|| {
                format!("--made-at: {text:?} is no time such as 2026-11-24T02:00")
            });
        }
        if let Some(at) = db::backup::made_at(app.db()).await? {
            return Ok(at);
        }
        Ok(db::restore::last_sign_of_life(app.db())
            .await?
            .unwrap_or_else(|| app.now()))
    }
}

/// What to say of files whose bytes are not where they should be.
async fn missing_files(app: &App) -> Result<Option<String>> {
    let (mut all, mut missing, mut last) = (0, 0, None);
    loop {
        let some = db::file::kept_after(app.db(), last).await?;
        let Some((id, _)) = some.last() else { break };
        last = Some(*id);
        for (id, kind) in some {
            all += 1;
            missing += usize::from(!app.files().is_there(id, kind).await?);
        }
    }
    let place = &app.files().options().place;
    Ok((missing > 0).then(|| {
        format!(
            "{missing} of {all} files are not in {place}: put back the copy of it that was made after this backup. Cove looks for them there each time, and needs no start for it."
        )
    }))
}

/// The file, and beside it what SQLite had not folded into it yet.
fn with_logs(file: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|ending| {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        name.into()
    })
}

fn remove(file: &Path) -> Result<()> {
    for part in with_logs(file).iter().filter(|part| part.exists()) {
        fs::remove_file(part).map_err(|error| advice::for_file(part, &error))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    // The index of the log is made anew.
    for (from, to) in with_logs(from)
        .iter()
        .zip(with_logs(to))
        .take(2)
        .filter(|(from, _)| from.exists())
    {
        let mut source = File::open(from).map_err(|error| advice::for_file(from, &error))?;
        let written = File::create(&to).and_then(|mut copy| {
            std::io::copy(&mut source, &mut copy).and_then(|_| copy.sync_all())
        });
        written.map_err(|error| advice::for_file(&to, &error))?;
    }
    Ok(())
}

/// Moves the database that was there, and its anchor, out of the way; where to.
fn set_aside(target: &Path, anchor: &Anchor) -> Result<Option<PathBuf>> {
    if !target.exists() {
        // A log without its file belongs to nothing.
        remove(target)?;
        anchor.remove()?;
        return Ok(None);
    }
    let aside = database::free_name(target, "replaced");
    for (from, to) in with_logs(target)
        .iter()
        .zip(with_logs(&aside))
        .filter(|(from, _)| from.exists())
    {
        fs::rename(from, &to).map_err(|error| advice::for_file(&to, &error))?;
    }
    if anchor.file().exists() {
        let kept = Anchor::of_backup(&aside);
        fs::rename(anchor.file(), kept.file())
            .map_err(|error| advice::for_file(kept.file(), &error))?;
    }
    sync_folder(target)?;
    Ok(Some(aside))
}

fn sync_folder(file: &Path) -> Result<()> {
    let folder = database::folder_of(file);
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| advice::for_file(folder, &error))
}

fn tell(done: &Done) -> Result<()> {
    let zone = zone(&done.time_zone);
    let Marked {
        restore,
        sessions,
        issues,
        emails,
    } = done.marked;
    let (from, to) = (
        moment_in_words(restore.backup_at, zone),
        moment_in_words(restore.restored_at, zone),
    );
    for warning in &done.warnings {
        say(warning)?;
    }
    say(&format!(
        "The backup is in its place. It goes up to {from}.
What happened from then to {to} is lost: what members wrote, who joined, decisions (somebody whose access was paused may be back in), and choices about email, opt-outs too.
{sessions} sessions were ended: everybody signs in again. Links and codes to sign in that were under way do not work any more.
{issues} digests and {emails} emails may have gone out before: they wait until the co-ordinator decides. The desk says so, and what is lost."
    ))?;
    say("Start Cove now. What to tell members: docs/OPERATIONS.md, \"A bad day\".")
}
