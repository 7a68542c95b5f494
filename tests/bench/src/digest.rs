//! The digest: the real command on its core, a sink on the other.

use std::collections::HashSet;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use db::connect::Location;
use domain::Clock as _;
use domain::clock::Span;
use domain::clock::SystemClock;
use domain::digest::{next_cut_off, previous_cut_off, zone};
use it::sink::{Keep, Sink, SinkOptions};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::community::{self, Table, id};
use crate::cores::{runtime, work_on};
use crate::{Bench, server};

/// Copies a second, at least.
const FLOOR: f64 = 1_000.0;
/// How much more memory ten times the members may take.
const GROWTH: f64 = 1.2;

/// One issue, sent.
struct Sent {
    per_second: f64,
    /// The most that was resident, in MiB …
    peak: f64,
    /// … and of that what is not a file's.
    anonymous: f64,
    mails: Vec<Arc<it::sink::Received>>,
}

impl Sent {
    fn figures(&self) -> Vec<(&'static str, f64)> {
        vec![
            ("copies/s", self.per_second),
            ("MiB peak", self.peak),
            ("MiB of it own", self.anonymous),
        ]
    }
}

/// Issues to few and to many members, without and with a signature.
///
/// # Errors
/// Whatever stands in the way of measuring.
pub async fn digest(bench: &mut Bench) -> Result<()> {
    let location = bench.copy_of_sqlite("digest").await?;
    let (few, many) = (bench.scaled(1_000), bench.scaled(10_000));
    let first = issue(bench, &location, few, Signed::No, Keep::Everything).await?;
    let copies: Arc<[Copy]> = first.mails.iter().map(|mail| Copy::of(mail)).collect();
    bench
        .report
        .add(&format!("digest, {few} members"), &first.figures());
    // The machine's speed changes within seconds: the bound is measured on either
    // side of what it bounds.
    let before = bare(bench, &copies).await?;
    let second = issue(bench, &location, many, Signed::No, Keep::Ids).await?;
    let bare = f64::midpoint(before, bare(bench, &copies).await?);
    let signed = issue(bench, &location, many, Signed::Ed25519, Keep::Ids).await?;
    bench
        .report
        .add("copies over one bare connection", &[("copies/s", bare)]);
    let share = second.per_second / bare;
    let mut figures = second.figures();
    figures.push(("% of bare", share * 100.0));
    let what = format!("at least {FLOOR:.0} a second");
    bench.report.bound(
        &format!("digest, {many} members"),
        &figures,
        &what,
        second.per_second >= FLOOR,
    );
    bench.report.add(
        &format!("digest, {many} members, Ed25519"),
        &signed.figures(),
    );
    let growth = second.peak / first.peak;
    let what = format!("peak within {GROWTH} times");
    bench.report.bound(
        "digest to ten times the members",
        &[("times peak memory", growth)],
        &what,
        growth <= GROWTH,
    );
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Signed {
    No,
    Ed25519,
}

/// Makes an issue of the last week that is to go to so many, and lets `cove`
/// send it.
async fn issue(
    bench: &Bench,
    location: &Location,
    members: u64,
    signed: Signed,
    keep: Keep,
) -> Result<Sent> {
    community::change(location, &ready(members)).await?;
    let sink = Sink::start(SinkOptions {
        keep,
        ..SinkOptions::default()
    })
    .await;
    let folder = bench.folder.join("digest");
    let mut command = server::command(bench.cores, location, &folder)?;
    command
        .args(["digest", "run"])
        .env("COVE_SMTP_URL", sink.url())
        .env("COVE_MAIL_FROM", "Bench <cove@bench.test>");
    if signed == Signed::Ed25519 {
        let key = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../crates/mail/src/dkim/keys/ed25519_pkcs8.pem");
        command
            .env("COVE_DKIM_DOMAIN", "bench.test")
            .env("COVE_DKIM_SELECTOR", "bench")
            .env("COVE_DKIM_KEY_FILE", key);
    }
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let (mut peak, mut anonymous) = (0.0, 0.0_f64);
    let status = loop {
        peak = server::memory(child.id(), "VmHWM:").unwrap_or(peak);
        anonymous = anonymous.max(server::memory(child.id(), "RssAnon:").unwrap_or(0.0));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        // The sink is in this process: it works meanwhile.
        tokio::time::sleep(Duration::from_millis(2)).await;
    };
    let elapsed = begun.elapsed();
    ensure!(status.success(), "cove digest run ended with {status}");
    let mails = sink.mails();
    let reached: HashSet<&String> = mails.iter().flat_map(|mail| &mail.to).collect();
    ensure!(
        mails.len() as u64 == members && reached.len() as u64 == members,
        "{} mails for {} of {members} members",
        mails.len(),
        reached.len()
    );
    #[expect(clippy::cast_precision_loss, reason = "a count of copies")]
    let per_second = members as f64 / elapsed.as_secs_f64();
    Ok(Sent {
        per_second,
        peak,
        anonymous,
        mails,
    })
}

/// Statements after which nothing was ever sent, the first members want the
/// digest, and an issue of the last seven days is to be sent now.
fn ready(members: u64) -> Vec<String> {
    let now = SystemClock.now();
    // The window that the calendar closed last; closed late, so that it is full
    // on whatever day this runs.
    let london = zone("Europe/London");
    let cut_off = previous_cut_off(next_cut_off(now, london), london);
    let closed = now.minus(Span::minutes(30));
    let hex = |table, n| id(table, n).simple().to_string();
    vec![
        "DELETE FROM digest_ledger; DELETE FROM digest_delivery; DELETE FROM digest_issue"
            .to_owned(),
        format!(
            "UPDATE member SET digest_frequency = CASE WHEN id < x'{}' THEN 'weekly' ELSE 'off' END",
            hex(Table::Member, members)
        ),
        format!(
            "INSERT INTO digest_issue (id, state, from_at, cut_off_at, send_at, note, closed_at) VALUES (x'{}', 'ready', {}, {}, {}, '', {})",
            hex(Table::Issue, members),
            now.minus(Span::days(7)).0,
            cut_off.0,
            now.minus(Span::minutes(1)).0,
            closed.0
        ),
        "PRAGMA wal_checkpoint(TRUNCATE)".to_owned(),
    ]
}

/// A mail as it goes over the wire: the commands in one piece (RFC 2920), then
/// the words with their dots doubled and the final one.
struct Copy {
    commands: Vec<u8>,
    words: Vec<u8>,
}

impl Copy {
    fn of(mail: &it::sink::Received) -> Self {
        let to = mail.to.first().map_or("", String::as_str);
        let mut words = Vec::with_capacity(mail.raw.len() + 256);
        for line in mail.raw.split_inclusive(|byte| *byte == b'\n') {
            if line.first() == Some(&b'.') {
                words.push(b'.');
            }
            words.extend_from_slice(line);
        }
        words.extend_from_slice(b".\r\n");
        Self {
            commands: format!("MAIL FROM:<{}>\r\nRCPT TO:<{to}>\r\nDATA\r\n", mail.from)
                .into_bytes(),
            words,
        }
    }
}

/// The same bytes over one connection, on the server's core: copies a second.
async fn bare(bench: &Bench, copies: &Arc<[Copy]>) -> Result<f64> {
    let copies = Arc::clone(copies);
    let sink = Sink::start(SinkOptions {
        keep: Keep::Ids,
        ..SinkOptions::default()
    })
    .await;
    let (port, time) = (sink.port(), bench.time(3.0));
    work_on(bench.cores.server, move || {
        runtime()?.block_on(hand_over(port, &copies, time))
    })
    .await
}

async fn hand_over(port: u16, copies: &[Copy], time: Duration) -> Result<f64> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let mut relay = BufReader::new(stream);
    answer(&mut relay, "220").await?;
    relay.write_all(b"EHLO bench.test\r\n").await?;
    answer(&mut relay, "250").await?;
    let start = Instant::now();
    let mut handed = 0_u32;
    for copy in copies.iter().cycle() {
        relay.write_all(&copy.commands).await?;
        for code in ["250", "250", "354"] {
            answer(&mut relay, code).await?;
        }
        relay.write_all(&copy.words).await?;
        answer(&mut relay, "250").await?;
        handed += 1;
        if start.elapsed() >= time {
            break;
        }
    }
    Ok(f64::from(handed) / start.elapsed().as_secs_f64())
}

/// An answer of any number of lines, with this code.
async fn answer(relay: &mut BufReader<TcpStream>, code: &str) -> Result<()> {
    loop {
        let mut line = String::new();
        ensure!(relay.read_line(&mut line).await? > 0, "the sink hung up");
        ensure!(line.starts_with(code), "the sink says {line}");
        if line
            .as_bytes()
            .get(3)
            .context("an answer is longer than its code")?
            != &b'-'
        {
            return Ok(());
        }
    }
}
