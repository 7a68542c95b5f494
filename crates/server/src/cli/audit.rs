//! `cove audit …`.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use db::Db;
use domain::audit::Head;

use super::say;
use crate::anchor::{self, Anchor};
use crate::config::Config;
use crate::database::{self, Version};

#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// Read through the audit list: whether entries were changed, put in or taken out.
    Check(Check),
    /// Print where the list ends, its count and newest hash, to keep it elsewhere.
    Head,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Where the list ended at some time: the `.anchor` file beside a backup, or
    /// "COUNT HASH" as the log has it. May be given several times.
    #[arg(long, value_name = "FILE or COUNT HASH")]
    against: Vec<String>,
}

impl Audit {
    pub(super) async fn run(self, config: &Config) -> Result<()> {
        let (db, store, in_use) = database::open(&config.database).await?;
        let done = match database::version(&store).await {
            Ok(Version::Current) => match self {
                Self::Check(check) => check.run(&db, &Anchor::of(&config.database)).await,
                Self::Head => match db::audit::head(&db).await? {
                    Some(head) => say(&head.to_string()),
                    None => bail!("the audit list is empty"),
                },
            },
            Ok(_) => Err(anyhow::anyhow!(
                "the database is not at this version: `cove config check` says more"
            )),
            Err(error) => Err(error),
        };
        store.close().await;
        drop(in_use);
        done
    }
}

impl Check {
    async fn run(self, db: &Db, kept: &Anchor) -> Result<()> {
        let mut faults = faults(db, kept).await?;
        for text in &self.against {
            let written = written(text)?;
            if let Some(words) = anchor::fault(db, &written).await? {
                faults.push(format!("{text}: {words}"));
            }
        }
        if !faults.is_empty() {
            bail!("{}", faults.join("\n"));
        }
        say(&version(db, kept).await?)
    }
}

fn written(text: &str) -> Result<Head> {
    if let Ok(head) = text.parse() {
        return Ok(head);
    }
    Anchor::at(Path::new(text))
        .read()?
        .with_context(|| format!("--against: {text} is no file, and no count with a hash"))
}

/// What is wrong with the list, in sentences.
pub(super) async fn faults(db: &Db, kept: &Anchor) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    if let Some(entry) = db::audit::verify_chain(db).await? {
        faults.push(format!(
            "the audit list was changed: entry {entry} does not follow from those before it"
        ));
    }
    match kept.check(db).await {
        Ok(None) => {}
        Ok(Some((_, words))) => {
            faults.push(format!("{words}, as {} says", kept.file().display()));
        }
        Err(error) => faults.push(format!("{error:#}")),
    }
    Ok(faults)
}

/// Where a list stands that has no fault.
pub(super) async fn version(db: &Db, kept: &Anchor) -> Result<String> {
    Ok(match (db::audit::head(db).await?, kept.read()?) {
        (None, _) => "The audit list is empty.".to_owned(),
        (Some(head), None) => {
            format!(
                "Nothing was changed in the audit list. It ends with entry {head}. No file beside the database says so: the next start makes one."
            )
        }
        (Some(head), Some(_)) => format!(
            "Nothing was changed in the audit list, nor taken from its end. It ends with entry {head}."
        ),
    })
}
