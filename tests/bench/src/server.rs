//! The real server, in a process and on a core of its own.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use db::connect::Location;

use crate::cores::Cores;

/// A running `cove serve`, without a worker.
pub struct Server {
    child: Child,
    /// It says more later, and must find somebody who listens.
    _said: BufReader<ChildStdout>,
    /// `127.0.0.1:port`.
    pub address: String,
    /// From its start to its first answer.
    pub started_in: Duration,
}

/// The binary beside this one, of the same profile.
///
/// # Errors
/// When it was not built.
pub fn binary() -> Result<PathBuf> {
    let path = std::env::current_exe()?.with_file_name("cove");
    ensure!(
        path.is_file(),
        "{} is not there: `make bench` builds it",
        path.display()
    );
    Ok(path)
}

/// `cove` on the server's core, over a database, with a folder for the rest.
///
/// # Errors
/// When the binary is not there.
pub fn command(cores: Cores, location: &Location, folder: &Path) -> Result<Command> {
    std::fs::create_dir_all(folder)?;
    let mut command = Command::new("taskset");
    command
        .args(["-c", &cores.server.to_string()])
        .arg(binary()?);
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
        .env("COVE_DATA_DIR", folder)
        .env("COVE_FILES_LIMIT", "100")
        .env("COVE_LOG", "error");
    match location {
        Location::File(file) => {
            command.env("COVE_DATABASE_URL", format!("sqlite:{}", file.display()))
        }
        Location::Postgres(url) => {
            let secret = folder.join("secret");
            std::fs::write(&secret, "07".repeat(32))?;
            command
                .env("COVE_DATABASE_URL", url)
                .env("COVE_SECRET_FILE", secret)
        }
    };
    Ok(command)
}

impl Server {
    /// Starts it and waits for its first answer.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(cores: Cores, location: &Location, folder: &Path) -> Result<Self> {
        let address = format!("127.0.0.1:{}", free_port()?);
        let mut command = command(cores, location, folder)?;
        command
            .args(["serve", "--no-worker"])
            .env("COVE_LISTEN", &address)
            .env("COVE_PUBLIC_URL", format!("http://{address}"));
        let begun = Instant::now();
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let mut said = BufReader::new(child.stdout.take().context("its output")?);
        let mut line = String::new();
        said.read_line(&mut line)?;
        ensure!(!line.is_empty(), "cove did not start");
        while !answers(&address) {
            ensure!(
                begun.elapsed() < Duration::from_secs(30),
                "cove does not answer"
            );
        }
        Ok(Self {
            child,
            _said: said,
            address,
            started_in: begun.elapsed(),
        })
    }

    /// A field of its `/proc/<pid>/status`, in MiB.
    #[must_use]
    pub fn memory(&self, field: &str) -> f64 {
        memory(self.child.id(), field).unwrap_or(0.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is done with, and nothing that it holds is needed again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn answers(address: &str) -> bool {
    use std::io::{Read as _, Write as _};
    let Ok(mut stream) = std::net::TcpStream::connect(address) else {
        return false;
    };
    let mut answer = [0; 12];
    stream
        .write_all(
            format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")
                .as_bytes(),
        )
        .is_ok()
        && stream.read_exact(&mut answer).is_ok()
        && &answer == b"HTTP/1.1 200"
}

fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port())
}

/// A field of `/proc/<pid>/status` in MiB, `VmHWM:` being the peak; none once
/// the process has ended.
#[must_use]
pub fn memory(pid: u32, field: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let kib: f64 = status
        .lines()
        .find_map(|line| line.strip_prefix(field))?
        .split_whitespace()
        .next()?
        .parse()
        .ok()?;
    Some(kib / 1024.0)
}
