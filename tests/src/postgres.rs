//! A PostgreSQL cluster for one test process.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock};

/// A running cluster. It stops when the pipe that this holds is closed, so also
/// when the test process is killed.
#[derive(Debug)]
pub struct Cluster {
    port: u16,
    _child: Child,
    script: Mutex<Script>,
}

/// The two pipes to `postgres.sh`.
#[derive(Debug)]
struct Script {
    told: ChildStdin,
    says: BufReader<ChildStdout>,
}

impl Script {
    fn hear(&mut self, word: &str) {
        let mut line = String::new();
        self.says.read_line(&mut line).expect("the script speaks");
        assert_eq!(
            line.trim(),
            word,
            "PostgreSQL did not do so: its messages are above"
        );
    }

    fn tell(&mut self, word: &str) {
        writeln!(self.told, "{word}").expect("the script listens");
    }
}

impl Cluster {
    /// Starts one of its own, for tests that stop and start it.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    #[must_use]
    pub fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let mut child = Command::new("sh")
            .args([
                "-c",
                include_str!("postgres.sh"),
                "postgres.sh",
                &port.to_string(),
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sh starts");
        let told = child.stdin.take().expect("a pipe");
        let mut script = Script {
            told,
            says: BufReader::new(child.stdout.take().expect("a pipe")),
        };
        script.hear("ready");
        Self {
            port,
            _child: child,
            script: Mutex::new(script),
        }
    }

    /// Stops the server as a crash does: at once, in the middle of everything.
    ///
    /// # Panics
    /// When it does not stop. Never do this to the shared one.
    pub fn stop(&self) {
        self.order("stop", "stopped");
    }

    /// Starts it again over the same data.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_again(&self) {
        self.order("start", "ready");
    }

    fn order(&self, word: &str, answer: &str) {
        let mut script = self.script.lock().expect("unpoisoned");
        script.tell(word);
        script.hear(answer);
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
