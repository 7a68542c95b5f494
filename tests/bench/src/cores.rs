//! Two processors: the server's and the load's.
//!
//! Whoever is measured has the first to themselves, PostgreSQL being part of
//! the server; the load, the mail sink and this program have the second.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

/// The two that are used.
#[derive(Debug, Clone, Copy)]
pub struct Cores {
    /// The server's, and the bare loops'.
    pub server: u32,
    /// The load's.
    pub load: u32,
}

impl Cores {
    /// The first two that this process may use.
    ///
    /// # Errors
    /// When there is one only: the load would take the server's time.
    pub fn find() -> Result<Self> {
        let status =
            std::fs::read_to_string("/proc/self/status").context("this benchmark runs on Linux")?;
        let list = status
            .lines()
            .find_map(|line| line.strip_prefix("Cpus_allowed_list:"))
            .unwrap_or_default();
        let mut cores = list.trim().split(',').flat_map(|range| {
            let (from, to) = range.split_once('-').unwrap_or((range, range));
            from.parse().unwrap_or(0)..=to.parse().unwrap_or(0)
        });
        let (Some(server), Some(load)) = (cores.next(), cores.next()) else {
            bail!("two processors are needed, one for the server and one for the load")
        };
        Ok(Self { server, load })
    }
}

/// Moves this process with all its threads; what it starts from now on stays
/// there too.
///
/// # Errors
/// When `taskset` (Debian: util-linux) is not there.
pub fn move_process(core: u32) -> Result<()> {
    taskset(&[
        "-a",
        "-c",
        "-p",
        &core.to_string(),
        &std::process::id().to_string(),
    ])
}

fn move_thread(core: u32) -> Result<()> {
    // "1234/task/1250"
    let path = std::fs::read_link("/proc/thread-self")?;
    let thread = path
        .file_name()
        .and_then(|name| name.to_str())
        .context("a thread has a number")?;
    taskset(&["-c", "-p", &core.to_string(), thread])
}

fn taskset(arguments: &[&str]) -> Result<()> {
    let done = Command::new("taskset")
        .args(arguments)
        .stdout(Stdio::null())
        .status()
        .context("taskset")?;
    ensure!(
        done.success(),
        "taskset {} did not work",
        arguments.join(" ")
    );
    Ok(())
}

/// Does work on a thread of its own on that core; this thread goes on meanwhile.
///
/// # Errors
/// Those of the work.
pub async fn work_on<T: Send + 'static>(
    core: u32,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        // Nobody waits any more when the benchmark was interrupted.
        let _ = sender.send(move_thread(core).and_then(|()| work()));
    });
    receiver
        .await
        .context("the work on the other core ended without a result")?
}

/// A runtime for work on one core.
///
/// # Errors
/// When the system has none to give.
pub fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?)
}
