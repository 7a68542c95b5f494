//! `cove copy`: from SQLite to PostgreSQL.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use db::connect::{Location, Options};

use super::say;
use crate::advice;
use crate::config::Config;
use crate::config::database::shown;
use crate::database::{self, Version, lock};

#[derive(Debug, Args)]
pub(super) struct Copy {
    /// Where to: postgres://user:password@host/database, which must be empty.
    #[arg(
        long,
        value_name = "ADDRESS",
        required_unless_present = "to_file",
        conflicts_with = "to_file"
    )]
    to: Option<String>,
    /// The same from a file, so that the password stays out of process lists.
    #[arg(long, value_name = "FILE")]
    to_file: Option<PathBuf>,
}

impl Copy {
    pub(super) async fn run(self, config: &Config) -> Result<()> {
        let Location::File(file) = &config.database.options.location else {
            bail!(
                "database_url: this Cove keeps its data in PostgreSQL already; give `cove copy` the settings of the SQLite file"
            );
        };
        if !file.is_file() {
            bail!("data_dir: there is no database at {}", file.display());
        }
        let address = self.address()?;
        let alone = lock::alone(&config.database)?;
        let source = version(&config.database.options).await?;
        if source != Version::Current {
            bail!(
                "{} is not at this version: run `cove migrate` first",
                file.display()
            );
        }
        let target = Options {
            location: Location::Postgres(address.clone()),
            ..config.database.options.clone()
        };
        make_ready(&target).await?;
        let copied = db::copy::copy(file, &address, |progress| {
            // A terminal that is gone does not stop a copy.
            let _ = say(&format!(
                "{}: {} of {} rows",
                progress.table, progress.done, progress.of
            ));
        })
        .await?;
        check(&config.database.options, &target).await?;
        db::copy::finish(&address).await?;
        drop(alone);
        say(&format!(
            "Copied and compared: {} rows in {} tables are the same on both sides, and the audit list is whole.",
            copied.rows, copied.tables
        ))?;
        say(&format!(
            "Now set database_url to {} and secret_file to {}, and start Cove. {} is as it was: keep it until all is well, and start no Cove on it.",
            shown(&target.location),
            config.database.secret_file.display(),
            file.display()
        ))
    }

    fn address(self) -> Result<String> {
        let address = match (self.to, self.to_file) {
            (Some(address), _) => address,
            (None, Some(file)) => read(&file)?,
            (None, None) => bail!("--to: say where to"),
        };
        if !(address.starts_with("postgres://") || address.starts_with("postgresql://")) {
            bail!("--to: write postgres://user:password@host/database");
        }
        Ok(address)
    }
}

fn read(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| advice::for_file(file, &error))
        .context("--to-file")?;
    Ok(text.trim().to_owned())
}

async fn version(options: &Options) -> Result<Version> {
    let (_, store) = database::connect(options).await?;
    let version = database::version(&store).await;
    store.close().await;
    version
}

/// Makes the tables in an empty database; refuses one of another version.
async fn make_ready(target: &Options) -> Result<()> {
    let (_, store) = database::connect(target).await.context("--to")?;
    let turn = lock::turn(&target.location).await?;
    let ready = match database::version(&store).await {
        Ok(Version::Current) => Ok(()),
        Ok(Version::Empty) => database::up(&store).await,
        // A copy that was killed while it made them.
        Ok(Version::Older(_))
            if !db::community::sectors(store.db())
                .await
                .is_ok_and(|sectors| !sectors.is_empty()) =>
        {
            database::up(&store).await
        }
        Ok(Version::Older(_) | Version::Newer) => Err(anyhow::anyhow!(
            "--to: the tables there are of another version of Cove than this one: take an empty database"
        )),
        Err(error) => Err(error),
    };
    drop(turn);
    store.close().await;
    ready
}

/// The audit list: whole over there, and with the same end.
async fn check(source: &Options, target: &Options) -> Result<()> {
    let (here, from) = database::connect(source).await?;
    let head_here = db::audit::head(&here).await;
    from.close().await;
    let (there, to) = database::connect(target).await?;
    let head_there = db::audit::head(&there).await;
    let chain = db::audit::verify_chain(&there).await;
    to.close().await;
    if let Some(entry) = chain? {
        bail!(
            "the audit list is not whole: entry {entry} does not follow from those before it, here as there; `cove audit check` says the same of the SQLite file"
        );
    }
    if head_here? != head_there? {
        bail!("the audit list does not end there as it does here: run this again");
    }
    Ok(())
}
