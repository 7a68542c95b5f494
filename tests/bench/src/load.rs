//! Load over HTTP/1.1 with kept connections, from this process's core.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What came of it.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// Answers a second, over all connections.
    pub per_second: f64,
    /// The middle answer's time in milliseconds.
    pub p50: f64,
    /// The time in milliseconds under which 99 of 100 answers came.
    pub p99: f64,
    /// Bytes of an answer's body, on average of those looked at.
    pub bytes: f64,
}

impl Figures {
    /// From the time that each took.
    #[must_use]
    pub fn of(mut times: Vec<Duration>, elapsed: Duration, bytes: f64) -> Self {
        times.sort_unstable();
        let at = |hundredth: usize| {
            let place = (times.len() * hundredth / 100).min(times.len().saturating_sub(1));
            times
                .get(place)
                .map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
        };
        #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
        let per_second = times.len() as f64 / elapsed.as_secs_f64();
        Self {
            per_second,
            p50: at(50),
            p99: at(99),
            bytes,
        }
    }
}

/// What an answer must have, besides no errors: this text, so often.
#[derive(Debug, Clone, Copy)]
pub struct Expected {
    /// Text of the answer.
    pub text: &'static str,
    /// At least so often.
    pub times: usize,
}

/// A connection that is kept.
struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    async fn connect(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(64 * 1024),
        })
    }

    /// Sends a request and reads the whole answer; its body.
    async fn send(&mut self, request: &[u8]) -> Result<&[u8]> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let (head, length) = loop {
            ensure!(
                self.stream.read_buf(&mut self.buffer).await? > 0,
                "the server hung up"
            );
            if let Some(head) = find(&self.buffer, b"\r\n\r\n") {
                let text = std::str::from_utf8(self.buffer.get(..head).unwrap_or_default())?;
                ensure!(text.starts_with("HTTP/1.1 200"), "{text}");
                let length = text
                    .lines()
                    .filter_map(|line| line.split_once(':'))
                    .find_map(|(name, value)| {
                        name.eq_ignore_ascii_case("content-length")
                            .then(|| value.trim().parse::<usize>())
                    })
                    .context("an answer without a length")??;
                break (head + 4, length);
            }
        };
        while self.buffer.len() < head + length {
            ensure!(
                self.stream.read_buf(&mut self.buffer).await? > 0,
                "the server hung up"
            );
        }
        self.buffer.get(head..head + length).context("a whole body")
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

fn check(body: &[u8], expected: Expected) -> Result<()> {
    let text = std::str::from_utf8(body)?;
    ensure!(!text.contains("\"errors\""), "{text}");
    let times = text.matches(expected.text).count();
    ensure!(
        times >= expected.times,
        "{} is there {times} times, not {}: {text}",
        expected.text,
        expected.times
    );
    Ok(())
}

/// A GraphQL request as the screens send it.
#[must_use]
pub fn request(address: &str, token: &str, query: &str, variables: &serde_json::Value) -> Vec<u8> {
    let body = serde_json::json!({ "query": query, "variables": variables }).to_string();
    format!(
        "POST /graphql HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nAccept: application/json\r\nX-Cove-Request: 1\r\nCookie: cove={token}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Sends one request over a connection of its own; the answer's body.
///
/// # Errors
/// When it is not answered with 200.
pub async fn once(address: &str, request: &[u8]) -> Result<Vec<u8>> {
    Ok(Client::connect(address)
        .await?
        .send(request)
        .await?
        .to_vec())
}

/// How much load.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// So many connections.
    pub connections: usize,
    /// For so long.
    pub time: Duration,
}

/// Sends the requests round and round. The first answer of each connection and
/// every fiftieth are looked at.
///
/// # Errors
/// When an answer is not 200, has `errors` or is not as expected.
pub async fn run(
    address: &str,
    load: Load,
    requests: Vec<Vec<u8>>,
    expected: Expected,
) -> Result<Figures> {
    let requests = Arc::new(requests);
    let mut tasks = tokio::task::JoinSet::new();
    let start = Instant::now();
    for connection in 0..load.connections {
        let requests = Arc::clone(&requests);
        let address = address.to_owned();
        tasks.spawn(async move {
            let mut client = Client::connect(&address).await?;
            let mut times = Vec::with_capacity(16_384);
            let (mut bytes, mut looked_at) = (0, 0);
            // Each begins elsewhere.
            let offset = connection * requests.len() / load.connections;
            for request in requests.iter().cycle().skip(offset) {
                if start.elapsed() >= load.time {
                    break;
                }
                let sent = Instant::now();
                let body = client.send(request).await?;
                times.push(sent.elapsed());
                if times.len() % 50 == 1 {
                    (bytes, looked_at) = (bytes + body.len(), looked_at + 1);
                    check(body, expected)?;
                }
            }
            anyhow::Ok((times, bytes, looked_at))
        });
    }
    let mut all = Vec::new();
    let (mut bytes, mut looked_at) = (0, 0);
    while let Some(done) = tasks.join_next().await {
        let (times, its_bytes, its_looked_at) = done??;
        all.extend(times);
        (bytes, looked_at) = (bytes + its_bytes, looked_at + its_looked_at);
    }
    #[expect(clippy::cast_precision_loss, reason = "bytes of an answer")]
    let bytes = bytes as f64 / f64::from(looked_at.max(1));
    Ok(Figures::of(all, start.elapsed(), bytes))
}
