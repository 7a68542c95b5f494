//! `cove admin …`.

use anyhow::{Result, bail};
use app::Failure;
use app::setup::{self, NewCoordinator};
use clap::{Args, Subcommand};

use super::{run, say};
use crate::config::Config;
use crate::database::FreshStart;

#[derive(Debug, Subcommand)]
pub(super) enum Admin {
    /// Make somebody the co-ordinator: a new member, or one whose address is known.
    CreateCoordinator(Coordinator),
}

#[derive(Debug, Args)]
pub(super) struct Coordinator {
    /// Their name, as members will see it.
    #[arg(long)]
    name: String,
    /// Their email address: they sign in with it.
    #[arg(long)]
    email: String,
    /// Whom they work for.
    #[arg(long, default_value = "")]
    organisation: String,
    /// What they do there.
    #[arg(long, default_value = "")]
    role: String,
    /// Their sector, such as local-authority or third-sector.
    #[arg(long, default_value = "")]
    sector: String,
}

impl Admin {
    pub(super) async fn run(self, config: &Config) -> Result<()> {
        let Self::CreateCoordinator(Coordinator {
            name,
            email,
            organisation,
            role,
            sector,
        }) = self;
        let opened = run::open(config, run::configured_url(config)?, FreshStart::Refused).await?;
        let new = NewCoordinator {
            name,
            email,
            organisation,
            role,
            sector,
        };
        let made = setup::create_coordinator(&opened.app, &new).await;
        let public_url = opened.public_url.clone();
        opened.close().await;
        match made {
            Ok(_) => say(&format!(
                "Done. They sign in with that address at {public_url}/sign-in"
            )),
            Err(Failure::Refused(_, problems)) => {
                let lines: Vec<String> = problems
                    .list()
                    .iter()
                    .map(|problem| format!("--{}: {}", problem.field, problem.message))
                    .collect();
                bail!(lines.join("\n"))
            }
            Err(Failure::Broken(error)) => Err(error),
        }
    }
}
