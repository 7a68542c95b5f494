//! `cove migrate`.

use anyhow::Result;
use db::connect::Location;

use super::say;
use crate::config::Config;
use crate::database::{self, Beginning, Standing, lock};

pub(super) async fn run(config: &Config) -> Result<()> {
    database::refuse_silence_of_missing(&config.database, Beginning::InSilence)?;
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
        Standing::Current => say("The database is at this version already."),
        Standing::Empty => say("The tables were made."),
        Standing::Older(steps) => {
            if let Some(copy) = migrated.copy {
                say(&format!("{} is a copy from before.", copy.display()))?;
            }
            say(&format!(
                "The database was brought up to this version, in {steps} steps."
            ))
        }
        Standing::Newer => Ok(()),
    }
}
