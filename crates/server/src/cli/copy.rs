//! `cove copy`: from SQLite to PostgreSQL.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use db::connect::{Location, Options};
use db::copy::Copied;
use db::{Db, Store};

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
        let target = Options {
            location: Location::Postgres(address),
            ..config.database.options.clone()
        };
        let alone = lock::alone(&config.database)?;
        let (here, from) = database::connect(&config.database.options).await?;
        let copied = match database::version(&from).await {
            Ok(Version::Current) => to_server(&here, &target).await,
            Ok(_) => Err(anyhow!(
                "{} is not at this version: run `cove migrate` first",
                file.display()
            )),
            Err(error) => Err(error),
        };
        from.close().await;
        drop(alone);
        let copied = copied?;
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

async fn to_server(here: &Db, target: &Options) -> Result<Copied> {
    let (there, to) = database::connect(target).await.context("--to")?;
    let copied = async {
        make_ready(&to, &target.location).await?;
        let copied = db::copy::copy(here, &to, |table, done, of| {
            // A terminal that is gone does not stop a copy.
            let _ = say(&format!("{table}: {done} of {of} rows"));
        })
        .await?;
        check(here, &there).await?;
        db::copy::finish(&to).await?;
        Ok(copied)
    };
    let copied = copied.await;
    to.close().await;
    copied
}

/// Makes the tables in an empty database; refuses one of another version.
async fn make_ready(to: &Store, location: &Location) -> Result<()> {
    let _turn = lock::turn(location).await?;
    match database::version(to).await? {
        Version::Current => Ok(()),
        Version::Empty => database::up(to).await,
        // A copy that was killed while it made them.
        Version::Older(_)
            if !db::community::sectors(to.db())
                .await
                .is_ok_and(|sectors| !sectors.is_empty()) =>
        {
            database::up(to).await
        }
        Version::Older(_) | Version::Newer => bail!(
            "--to: the tables there are of another version of Cove than this one: take an empty database"
        ),
    }
}

/// The audit list: whole over there, and with the same end.
async fn check(here: &Db, there: &Db) -> Result<()> {
    if let Some(entry) = db::audit::verify_chain(there).await? {
        bail!(
            "the audit list is not whole: entry {entry} does not follow from those before it, here as there; `cove audit check` says the same of the SQLite file"
        );
    }
    if db::audit::head(here).await? != db::audit::head(there).await? {
        bail!("the audit list does not end there as it does here: run this again");
    }
    Ok(())
}
