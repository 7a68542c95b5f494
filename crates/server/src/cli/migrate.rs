//! `cove migrate`.

use anyhow::Result;

use super::say;
use crate::config::Config;
use crate::database::{self, Standing};

pub(super) async fn run(config: &Config) -> Result<()> {
    let (_, store) = database::open(&config.database).await?;
    let before = database::migrate(&store).await?;
    store.close().await;
    match before {
        Standing::Current => say("The database is at this version already."),
        Standing::Empty => say("The tables were made."),
        Standing::Older(steps) => say(&format!("The database was brought up to this version, in {steps} steps.")),
        Standing::Newer => Ok(()),
    }
}
