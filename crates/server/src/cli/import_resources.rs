//! `cove import-resources`.

mod table;

use std::path::PathBuf;

use anyhow::{Result, bail};
use app::resource::{ImportFault, check_import, import_resources};
use clap::Args;

use super::run::{self, Opened};
use super::say;
use crate::config::Config;
use crate::database::FreshStart;

/// Faults that are shown together: who reads more mends these first.
const SHOWN: usize = 50;

#[derive(Debug, Args)]
pub(super) struct ImportResources {
    /// The list: a table as .csv, or .json.
    file: PathBuf,
    /// Only look whether it is right.
    #[arg(long)]
    dry_run: bool,
    /// Who keeps what has no keeper in the list: a member's email address.
    #[arg(long, value_name = "EMAIL")]
    keeper: Option<String>,
}

impl ImportResources {
    pub(super) async fn run(self, config: &Config) -> Result<()> {
        let rows = table::read(&self.file)?;
        let opened = run::open(config, run::configured_url(config)?, FreshStart::Refused).await?;
        let done = self.import(&opened, &rows).await;
        opened.close().await;
        done
    }

    async fn import(&self, opened: &Opened, rows: &[app::resource::ImportRow]) -> Result<()> {
        let app = &opened.app;
        let list = match check_import(app, self.keeper.as_deref(), rows).await? {
            Ok(list) => list,
            Err(faults) => bail!("{}", told(&faults)),
        };
        for known in &list.known {
            let why = match &known.shared_as {
                Some(title) => format!("is in the library already, as {title:?}"),
                None => "was imported before".to_owned(),
            };
            say(&format!(
                "Row {} is left out: {:?} {why}.",
                known.row, known.title
            ))?;
        }
        let (new, known) = (list.count(), list.known.len());
        if self.dry_run {
            return say(&format!(
                "The list is right. Nothing was written: {new} would be shared, {known} left out."
            ));
        }
        let shared = import_resources(app, list, |shared| {
            // A terminal that is gone does not stop it.
            let _ = say(&format!("{shared} of {new} shared"));
        });
        say(&format!(
            "Done. {} shared, {known} left out.",
            shared.await?
        ))
    }
}

fn told(faults: &[ImportFault]) -> String {
    let lines = faults.iter().take(SHOWN).map(|fault| {
        let ImportFault {
            row,
            column,
            message,
        } = fault;
        format!("row {row}, {column}: {message}")
    });
    let mut lines: Vec<String> = lines.collect();
    if let Some(more) = faults.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        lines.push(format!("and {more} more"));
    }
    lines.push("Nothing was written. Put these right and run it again.".to_owned());
    lines.join("\n")
}
