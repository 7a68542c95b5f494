//! `cove migrate`.

use anyhow::Result;
use db::connect::Location;

use super::say;
use crate::config::Config;
use crate::database::{self, FreshStart, Version, lock};

pub(super) async fn run(config: &Config) -> Result<()> {
    database::refuse_missing_file(&config.database, FreshStart::Refused)?;
    if let Location::File(file) = &config.database.options.location {
        database::make_folder(file)?;
    }
    let starting = lock::starting(&config.database).await?;
    let (_, store, in_use) = database::open(&config.database).await?;
    let migrated = database::migrate(&config.database, &store).await;
    store.close().await;
    drop((in_use, starting));
    let migrated = migrated?;
    match migrated.before {
        Version::Current => say("The database is at this version already."),
        Version::Empty => say("The tables were made."),
        Version::Older(steps) => {
            if let Some(copy) = migrated.copy {
                say(&format!("{} is a copy from before.", copy.display()))?;
            }
            say(&format!(
                "The database was brought up to this version, in {steps} steps."
            ))
        }
        Version::Newer => Ok(()),
    }
}
