//! `cove backup`.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use db::connect::{Location, Options};
use domain::Clock as _;
use domain::audit::Head;
use domain::clock::SystemClock;

use super::say;
use crate::anchor::Anchor;
use crate::config::Config;
use crate::{advice, database};

pub(super) async fn run(config: &Config, file: &Path) -> Result<()> {
    let Location::File(from) = &config.database.options.location else {
        bail!(
            "this Cove keeps its data in PostgreSQL: use pg_dump, keep what `cove audit head` says with it, and then copy {}, where the files are",
            config.files.options.place
        );
    };
    if !from.is_file() {
        bail!("data_dir: there is no database at {}", from.display());
    }
    if file.exists() {
        bail!(
            "{} is there already: name a file that is not",
            file.display()
        );
    }
    if let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
    {
        bail!(
            "the folder {} is not there: make it first, for the user that runs Cove alone (mode 0700)",
            folder.display()
        );
    }
    let (db, store, in_use) = database::open(&config.database).await?;
    let copied = write(&db, config, file).await;
    store.close().await;
    drop(in_use);
    let head = copied?;
    say(&format!(
        "{} is a copy as of now. Keep {} with it, apart and safe: sign-in codes are made with it.",
        file.display(),
        config.database.secret_file.display()
    ))?;
    say(&format!(
        "What members brought is not in it: copy {}, too, after this.",
        config.files.options.place
    ))?;
    match head {
        Some(head) => say(&format!(
            "Its audit list ends with entry {head}: {} says so too.",
            Anchor::of_backup(file).file().display()
        )),
        None => Ok(()),
    }
}

/// Under another name until it is whole, so that nobody takes half a file for a
/// backup.
async fn write(db: &db::Db, config: &Config, file: &Path) -> Result<Option<Head>> {
    let part = part_of(file);
    // Left by one that was killed.
    let _ = std::fs::remove_file(&part);
    let now = SystemClock.now();
    db.copy_to(&part)
        .await
        .with_context(|| format!("{} cannot be written", file.display()))?;
    let options = Options {
        location: Location::File(part.clone()),
        ..config.database.options.clone()
    };
    let (_, copy) = database::connect(&options).await?;
    let sealed = db::backup::seal(&copy, now).await;
    copy.close().await;
    let head = sealed?;
    db::backup::fold(&part)
        .await
        .with_context(|| format!("{} cannot be written", file.display()))?;
    std::fs::File::open(&part)
        .and_then(|part| part.sync_all())
        .map_err(|error| advice::for_file(&part, &error))?;
    std::fs::rename(&part, file).map_err(|error| advice::for_file(file, &error))?;
    if let Some(head) = &head {
        Anchor::of_backup(file).write(head)?;
    }
    Ok(head)
}

fn part_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}
