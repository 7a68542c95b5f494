//! `cove backup`.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use db::connect::Location;

use super::say;
use crate::config::Config;
use crate::database;

pub(super) async fn run(config: &Config, file: &Path) -> Result<()> {
    let Location::File(from) = &config.database.options.location else {
        bail!("this Cove keeps its data in PostgreSQL: use pg_dump");
    };
    if !from.is_file() {
        bail!("data_dir: there is no database at {}", from.display());
    }
    if file.exists() {
        bail!("{} is there already: name a file that is not", file.display());
    }
    let (db, store) = database::open(&config.database).await?;
    let copied = db.copy_to(file).await.with_context(|| format!("{} cannot be written", file.display()));
    store.close().await;
    copied?;
    say(&format!(
        "{} is a copy as of now. Keep {} with it, apart and safe: sign-in codes are made with it.",
        file.display(),
        config.database.secret_file.display()
    ))
}
