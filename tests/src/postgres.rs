//! A PostgreSQL cluster for one test process.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;

/// A running cluster. It stops when the pipe that this holds is closed, so also
/// when the test process is killed.
#[derive(Debug)]
pub struct Cluster {
    port: u16,
    _child: Child,
    _alive: ChildStdin,
}

impl Cluster {
    /// Starts one of its own, for tests that stop and start it.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    #[must_use]
    pub fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
        let mut child = Command::new("sh")
            .args(["-c", include_str!("postgres.sh"), "postgres.sh", &port.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sh starts");
        let alive = child.stdin.take().expect("a pipe");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("the script speaks");
        assert_eq!(line.trim(), "ready", "PostgreSQL did not start: its messages are above");
        Self { port, _child: child, _alive: alive }
    }

    /// The one that the tests of this process share, started by the first.
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// The address of one of its databases.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }
}
