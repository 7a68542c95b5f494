//! The command line.

mod admin;
mod audit;
mod backup;
mod check;
mod copy;
mod demo;
mod digest;
mod import_resources;
mod migrate;
mod reindex;
mod restore;
mod run;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use domain::file::FileKind;

use crate::config::Config;
use crate::{advice, telemetry};

/// Cove: a place online where the people of an area who support others ask,
/// answer and share.
///
/// Settings come from a file (--config) and from COVE_* variables, which win.
/// Without any, Cove listens on http://127.0.0.1:8080 and keeps its data in
/// the folder `data`. `cove config check` shows what is in force.
#[derive(Debug, Parser)]
#[command(name = "cove", version, propagate_version = true)]
struct Cli {
    /// The settings, a TOML file.
    #[arg(long, value_name = "FILE", env = "COVE_CONFIG", global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run Cove: web pages, mail and the weekly digest, until it is told to stop.
    Serve(run::Serve),
    /// Run mail and the weekly digest only, beside `cove serve --no-worker`.
    Worker,
    /// Bring the database up to this version. On SQLite `cove serve` does it by itself.
    Migrate,
    /// Try Cove with invented people and threads, on this machine only. Nothing is kept.
    Demo(demo::Demo),
    /// Write a copy of the SQLite database to a file, while Cove runs.
    Backup {
        /// Where to; must not be there yet.
        file: PathBuf,
    },
    /// Put a backup in the place of the SQLite database, while Cove is stopped. The one that was there is kept beside it.
    Restore(restore::Restore),
    /// Copy everything from the SQLite database to PostgreSQL, while Cove is stopped. Run again, it goes on where it was.
    Copy(copy::Copy),
    /// Make the index of the search anew, while Cove runs.
    Reindex,
    /// Share a list of resources in the library, while Cove runs. Run again, it leaves out what is there.
    ImportResources(import_resources::ImportResources),
    /// Look at the list of what the co-ordinator and the operator did.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Look at the weekly digest, or run it at a time of your choice.
    #[command(subcommand)]
    Digest(digest::Digest),
    /// What only an operator may do.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Look at the settings.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// What `cove serve` starts to read the words of one document.
    #[command(hide = true)]
    ReadWords {
        /// What the document is.
        kind: FileKind,
    },
    /// Print the GraphQL schema.
    Schema,
    /// Print whose work Cove holds, and under which licences.
    Notices,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Show every setting in force and where it comes from; try the database and the mail relay.
    Check,
}

/// Runs the command; what it could not do is on standard error, and the
/// process ends with 1.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Command::ReadWords { kind } = cli.command {
        return files::words::main(kind);
    }
    // What Cove writes (database, copies, unsent mail) is nobody else's on this
    // machine, wherever it is told to put it.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    match started(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Straight to the terminal: the log may not have been started.
            let _ = writeln!(std::io::stderr(), "cove: {}", advice::last_words(&error));
            ExitCode::FAILURE
        }
    }
}

fn started(cli: Cli) -> Result<()> {
    if matches!(cli.command, Command::Notices) {
        return say(include_str!("../../../NOTICES.md").trim_end());
    }
    if matches!(cli.command, Command::Schema) {
        return say(graphql::build(graphql::Mode::Production).sdl().trim_end());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("no runtime")?;
    if let Command::Demo(command) = cli.command {
        return runtime.block_on(command.run());
    }
    let config = read(cli.config.as_deref())?;
    telemetry::start(&config.log)?;
    // A task of the runtime, not the work of this thread: that is woken by the
    // runtime's own, twice as many changes of thread where there is one core.
    let work = runtime.spawn(async move {
        match cli.command {
            Command::Serve(command) => command.run(config).await,
            Command::Worker => run::worker(config).await,
            Command::Migrate => migrate::run(&config).await,
            Command::Backup { file } => backup::run(&config, &file).await,
            Command::Restore(command) => command.run(&config).await,
            Command::Copy(command) => command.run(&config).await,
            Command::Reindex => reindex::run(&config).await,
            Command::ImportResources(command) => command.run(&config).await,
            Command::Audit(command) => command.run(&config).await,
            Command::Digest(command) => command.run(&config).await,
            Command::Admin(command) => command.run(&config).await,
            Command::Config(ConfigCommand::Check) => check::run(&config).await,
            Command::Demo(_) | Command::ReadWords { .. } | Command::Schema | Command::Notices => {
                Ok(())
            }
        }
    });
    runtime
        .block_on(work)
        .unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
}

fn read(file: Option<&Path>) -> Result<Config> {
    // A variable that is not UTF-8 is none of ours.
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    Config::read(file, variables).context("the settings are not right")
}

/// One line on standard output: what a script may read.
fn say(line: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{line}").context("standard output is closed")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
