//! `make bench`: how fast Cove is, beside bounds measured in the same run.
//!
//! The server runs on one core, the load on another; every figure with a bound
//! stands beside it, and the program fails when one is missed. Sections can be
//! named as arguments; `COVE_BENCH_SCALE=0.05` is a quick try on a small
//! community, whose bounds say little.

mod bare;
mod community;
mod cores;
mod desk;
mod digest;
mod documents;
mod files;
mod library;
mod load;
mod pages;
mod replies;
mod report;
mod search;
mod server;
mod start;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use db::connect::Location;
use domain::clock::SystemClock;
use domain::{Clock as _, Timestamp};
use it::Cluster;

use crate::community::Size;
use crate::cores::Cores;
use crate::report::{Report, say};
use crate::server::Server;

const SECTIONS: [&str; 10] = [
    "pages",
    "lists",
    "desk",
    "replies",
    "documents",
    "files",
    "search",
    "library",
    "digest",
    "start",
];

/// The benchmark under way. What several sections need is built by the first.
struct Bench {
    cores: Cores,
    scale: f64,
    /// On the disk that the project is on: commits are to be as durable as in
    /// use, which a temporary folder in memory would not be.
    folder: PathBuf,
    now: Timestamp,
    report: Report,
    cluster: Option<Cluster>,
    built: HashMap<String, Location>,
}

impl Drop for Bench {
    fn drop(&mut self) {
        // What cannot be taken away is in `target/` and in nobody's way.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn main() -> ExitCode {
    let sections: Vec<String> = std::env::args().skip(1).collect();
    match cores::runtime().and_then(|runtime| runtime.block_on(measure(sections))) {
        Ok(missed) if missed.is_empty() => ExitCode::SUCCESS,
        Ok(missed) => {
            for bound in missed {
                say(&format!("MISSED  {bound}"));
            }
            ExitCode::FAILURE
        }
        Err(error) => {
            say(&format!("the benchmark could not be run: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn measure(mut sections: Vec<String>) -> Result<Vec<String>> {
    if sections.is_empty() {
        sections = SECTIONS.map(str::to_owned).to_vec();
    }
    if let Some(unknown) = sections
        .iter()
        .find(|section| !SECTIONS.contains(&section.as_str()))
    {
        bail!("{unknown} is none of {}", SECTIONS.join(", "));
    }
    let begun = Instant::now();
    let mut bench = Bench::begin()?;
    for section in &sections {
        say(&format!("\n{section}"));
        match section.as_str() {
            "pages" => pages::thread_pages(&mut bench).await?,
            "lists" => pages::lists(&mut bench).await?,
            "desk" => desk::desk(&mut bench).await?,
            "replies" => replies::replies(&mut bench).await?,
            "documents" => documents::documents(&mut bench).await?,
            "files" => files::files(&mut bench).await?,
            "search" => search::search(&mut bench).await?,
            "library" => library::library(&mut bench).await?,
            "digest" => digest::digest(&mut bench).await?,
            _ => start::start(&mut bench).await?,
        }
    }
    let file = target()?.join("bench.json");
    let missed = bench.report.finish(&file)?;
    say(&format!(
        "\n{:.0} s; the same as JSON is in {}",
        begun.elapsed().as_secs_f64(),
        file.display()
    ));
    Ok(missed)
}

/// `target/`, in which this program is.
fn target() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    program
        .parent()
        .and_then(Path::parent)
        .map(Path::to_owned)
        .context("target/<profile>/bench")
}

impl Bench {
    fn begin() -> Result<Self> {
        let scale = match std::env::var("COVE_BENCH_SCALE") {
            Ok(text) => text.parse().context("COVE_BENCH_SCALE")?,
            Err(_) => 1.0,
        };
        ensure!(
            scale > 0.0 && scale <= 10.0,
            "COVE_BENCH_SCALE lies between 0 and 10"
        );
        let cores = Cores::find()?;
        cores::move_process(cores.load)?;
        let folder = target()?.join(format!("bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let bench = Self {
            cores,
            scale,
            folder,
            now: SystemClock.now(),
            report: Report::default(),
            cluster: None,
            built: HashMap::new(),
        };
        let size = bench.size();
        say(&format!(
            "{} members, {} threads, {} posts; server on core {}, load on core {}",
            size.members,
            size.threads,
            size.posts(),
            cores.server,
            cores.load
        ));
        Ok(bench)
    }

    /// A number of rows, on this run's scale: in twenties.
    fn scaled(&self, number: u32) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few twenties"
        )]
        let twenties = (f64::from(number) * self.scale / 20.0).round() as u64;
        twenties.max(1) * 20
    }

    /// A time to measure for, on this run's scale.
    fn time(&self, seconds: f64) -> Duration {
        Duration::from_secs_f64((seconds * self.scale).clamp(0.3, seconds))
    }

    /// The community of most sections.
    fn size(&self) -> Size {
        Size {
            members: self.scaled(20_000),
            threads: self.scaled(10_000),
            replies: 20,
            sentences: 4,
        }
    }

    async fn sqlite(&mut self) -> Result<Location> {
        self.sqlite_of("community", self.size()).await
    }

    async fn sqlite_of(&mut self, name: &str, size: Size) -> Result<Location> {
        let location = Location::File(self.folder.join(format!("{name}.db")));
        self.build(name, location, size).await
    }

    /// A copy to write to, so that every section finds the same.
    async fn copy_of_sqlite(&mut self, name: &str) -> Result<Location> {
        let Location::File(from) = self.sqlite().await? else {
            bail!("SQLite is a file")
        };
        let to = self.folder.join(format!("{name}.db"));
        std::fs::copy(from, &to)?;
        Ok(Location::File(to))
    }

    async fn postgres(&mut self) -> Result<Location> {
        if self.cluster.is_none() {
            // It is part of the server, and stays where it is started.
            cores::move_process(self.cores.server)?;
            self.cluster = Some(Cluster::start());
            cores::move_process(self.cores.load)?;
        }
        let cluster = self.cluster.as_ref().context("just started")?;
        let location = Location::Postgres(cluster.url("bench"));
        if !self.built.contains_key("postgres") {
            community::change(
                &Location::Postgres(cluster.url("postgres")),
                &["CREATE DATABASE bench".to_owned()],
            )
            .await?;
        }
        self.build("postgres", location, self.size()).await
    }

    async fn build(&mut self, name: &str, location: Location, size: Size) -> Result<Location> {
        if let Some(built) = self.built.get(name) {
            return Ok(built.clone());
        }
        let begun = Instant::now();
        community::build(&location, size, self.now).await?;
        say(&format!(
            "… {name}: {} threads, {} posts, filled in {:.0} s",
            size.threads,
            size.posts(),
            begun.elapsed().as_secs_f64()
        ));
        self.built.insert(name.to_owned(), location.clone());
        Ok(location)
    }

    fn server(&self, location: &Location) -> Result<Server> {
        Server::start(self.cores, location, &self.folder.join("server"))
    }
}
