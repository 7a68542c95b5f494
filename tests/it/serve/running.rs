//! The real binary, running, and the little of HTTP that its tests need.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A folder of one test's own, gone when dropped.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "cove_serve_{}_{}",
            std::process::id(),
            NUMBER.fetch_add(1, Ordering::Relaxed)
        );
        // In memory where that is to be had: these tests kill processes and let
        // calls fail, and a busy disk would only hold their commits up.
        let memory = Path::new("/dev/shm");
        let path = if memory.is_dir() {
            memory.join(name)
        } else {
            std::env::temp_dir().join(name)
        };
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn database(&self) -> PathBuf {
        self.0.join("data/cove.db")
    }
}

impl AsRef<Path> for Folder {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays in the temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// `cove` with no settings but these, in a folder.
pub fn cove(folder: impl AsRef<Path>, arguments: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(it::cove_binary());
    command.current_dir(folder).args(arguments);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("COVE_")) {
        command.env_remove(name);
    }
    command.envs(settings.iter().copied());
    command
}

/// Runs it to its end.
pub fn ends(folder: impl AsRef<Path>, arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    cove(folder, arguments, settings)
        .output()
        .expect("cove starts")
}

/// What it said on standard error.
pub fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A `cove` that serves. Killed when dropped.
pub struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    pub address: SocketAddr,
    /// The first line on standard output.
    pub line: String,
}

impl Running {
    /// Starts `cove serve` on a free port and waits for its address.
    pub fn serve(folder: impl AsRef<Path>, settings: &[(&str, &str)]) -> Self {
        Self::start(folder, &["serve"], settings)
    }

    pub fn start(folder: impl AsRef<Path>, arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        Self::try_to_start(folder, arguments, settings)
            .unwrap_or_else(|log| panic!("no address; {log}"))
    }

    /// Its log, when it ends without an address.
    pub fn try_to_start(
        folder: impl AsRef<Path>,
        arguments: &[&str],
        settings: &[(&str, &str)],
    ) -> Result<Self, String> {
        let folder = folder.as_ref();
        let mut command = cove(folder, arguments, &[("COVE_LISTEN", "127.0.0.1:0")]);
        let log = std::fs::File::create(folder.join("log")).expect("a log");
        let mut child = command
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("cove starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line");
        let address = line.split_whitespace().find_map(|word| {
            word.strip_prefix("http://")?
                .split('/')
                .next()?
                .parse()
                .ok()
        });
        if line.is_empty() {
            // It has closed its output, and is ending.
            child.wait().expect("it ends");
            return Err(Self::log(folder));
        }
        let mut running = Self {
            child,
            stdout,
            address: address.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0))),
            line,
        };
        if address.is_none() {
            // It says where its proxy is.
            running.address.set_port(running.listening()[0]);
        }
        Ok(running)
    }

    /// The next line on standard output.
    pub fn next_line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).expect("a line");
        line
    }

    /// Its log so far.
    pub fn log(folder: impl AsRef<Path>) -> String {
        std::fs::read_to_string(folder.as_ref().join("log")).expect("a log")
    }

    /// Its number on this machine.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// The ports on which it listens.
    pub fn listening(&self) -> Vec<u16> {
        let process = Path::new("/proc").join(self.child.id().to_string());
        let files = std::fs::read_dir(process.join("fd")).expect("its files");
        let files: Vec<_> = files
            .filter_map(|file| std::fs::read_link(file.ok()?.path()).ok())
            .collect();
        let is_its = |inode: &str| {
            files
                .iter()
                .any(|file| file.as_os_str() == format!("socket:[{inode}]").as_str())
        };
        let mut ports = Vec::new();
        for table in ["net/tcp", "net/tcp6"] {
            let Ok(table) = std::fs::read_to_string(process.join(table)) else {
                continue;
            };
            for row in table.lines().skip(1) {
                let cells: Vec<&str> = row.split_whitespace().collect();
                if cells[3] == "0A" && is_its(cells[9]) {
                    let (_, port) = cells[1].rsplit_once(':').expect("a port");
                    ports.push(u16::from_str_radix(port, 16).expect("a number"));
                }
            }
        }
        ports
    }

    /// Sends SIGTERM and does not wait.
    pub fn tell_to_stop(&self) {
        let told = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .expect("kill runs");
        assert!(told.success());
    }

    /// Waits for its end; how it ended, and what else it printed.
    pub fn ended(mut self) -> (ExitStatus, String) {
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).expect("the rest");
        let status = self.child.wait().expect("it ends");
        (status, rest)
    }

    /// Tells it to stop and checks that it does, with 0.
    pub fn stop(self) -> String {
        self.tell_to_stop();
        let (status, rest) = self.ended();
        assert_eq!(status.code(), Some(0), "signal {:?}", status.signal());
        rest
    }

    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], b"")
    }

    /// An operation, with a session if there is one.
    pub fn graphql(&self, query: &str, token: Option<&str>) -> Reply {
        let cookie = format!("cove={}", token.unwrap_or_default());
        let mut headers = vec![
            ("Content-Type", "application/json"),
            ("X-Cove-Request", "1"),
        ];
        if token.is_some() {
            headers.push(("Cookie", &cookie));
        }
        self.send(
            "POST",
            "/graphql",
            &headers,
            serde_json::json!({ "query": query }).to_string().as_bytes(),
        )
    }

    /// A figure without labels, from the port of the metrics.
    pub fn metric(metrics: SocketAddr, name: &str) -> u64 {
        let text = send(metrics, "GET", "/metrics", &[], b"").text();
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.and_then(|value| value.parse().ok())
            .unwrap_or_else(|| panic!("no {name} in {text}"))
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        send(self.address, method, path, headers, body)
    }

    pub fn connect(&self) -> TcpStream {
        connect(self.address)
    }
}

impl From<&Running> for SocketAddr {
    fn from(running: &Running) -> Self {
        running.address
    }
}

/// Sends a request and waits for the answer.
pub fn send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Reply {
    let mut stream = connect(address);
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).expect("the head is sent");
    stream.write_all(body).expect("the body is sent");
    Reply::read(stream)
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("it listens");
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .expect("a limit");
    stream
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn read(mut stream: TcpStream) -> Self {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        // Both sides are done.
        let _ = stream.shutdown(Shutdown::Both);
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap_or_else(|| panic!("no head in {:?}", String::from_utf8_lossy(&bytes)));
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .expect("a status");
        Self {
            status,
            head,
            body: bytes.split_off(end + 4),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            line.split_once(": ")
                .filter(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, value)| value)
        })
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Waits until something is so.
pub fn until<T>(what: &str, mut is: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(value) = is() {
            return value;
        }
        assert!(
            started.elapsed() < Duration::from_secs(120),
            "{what} does not come"
        );
        std::thread::yield_now();
    }
}
