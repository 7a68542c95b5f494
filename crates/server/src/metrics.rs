//! What is counted, in Prometheus' text format. Routes are patterns and never
//! addresses with ids or tokens in them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use db::Db;
use db::digest::Issue;
use db::digest::delivery::Counts;
use domain::digest::IssueState;
use poem::web::Data;
use poem::{Response, handler};

use crate::State;

/// Upper bounds of the histogram, in seconds.
const BUCKETS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Counters of this process.
#[derive(Default)]
pub(crate) struct Metrics {
    counted: Mutex<Counted>,
}

#[derive(Default)]
struct Counted {
    requests: BTreeMap<(Arc<str>, u16), u64>,
    seconds: BTreeMap<Arc<str>, Histogram>,
}

#[derive(Default, Clone, Copy)]
struct Histogram {
    buckets: [u64; BUCKETS.len()],
    count: u64,
    sum: f64,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Counts one answered request.
    pub(crate) fn count(&self, route: &Arc<str>, status: u16, took: Duration) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        *counted
            .requests
            .entry((Arc::clone(route), status))
            .or_default() += 1;
        let histogram = counted.seconds.entry(Arc::clone(route)).or_default();
        let seconds = took.as_secs_f64();
        for (bucket, bound) in histogram.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(seconds <= bound);
        }
        histogram.count += 1;
        histogram.sum += seconds;
    }
}

/// `/metrics`: everything, as text; without the jobs where the database, which
/// holds them, is away.
#[handler]
pub(crate) async fn show(Data(state): Data<&Arc<State>>) -> Response {
    Response::builder()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(text(state).await)
}

async fn text(state: &State) -> String {
    let db = state.app.db();
    // Where nobody looks at `/readyz`, this is who finds out.
    // The log says it once when it begins; each scrape would say it again.
    if let Err(error) = state.app.check_writing().await {
        tracing::debug!(error = %error, "nothing can be written");
    }
    let mut out = String::new();
    write_requests(&mut out, &state.metrics);
    if let (Ok(waiting), Ok(failed), Ok(unconfirmed)) = (
        db::job::unfinished(db).await,
        db::job::failed(db).await,
        db::job::unconfirmed(db).await,
    ) {
        write_jobs(
            &mut out,
            &[
                ("waiting", waiting),
                ("failed", failed),
                ("unconfirmed", unconfirmed),
            ],
        );
    }
    if let Ok(copies) = digest_copies(db).await {
        write_copies(&mut out, copies);
    }
    head(
        &mut out,
        "cove_writes_failing",
        "gauge",
        "Whether nothing could be written the last time: 1 when so.",
    );
    line(
        &mut out,
        format_args!(
            "cove_writes_failing {}",
            u8::from(state.app.is_writing_failing())
        ),
    );
    head(
        &mut out,
        "cove_failed_commits_total",
        "counter",
        "Commits of this process that failed.",
    );
    line(
        &mut out,
        format_args!("cove_failed_commits_total {}", state.app.failed_commits()),
    );
    head(
        &mut out,
        "cove_statements_total",
        "counter",
        "Statements sent to the database by this process.",
    );
    line(
        &mut out,
        format_args!("cove_statements_total {}", db.statements()),
    );
    if let Some(bytes) = resident_bytes() {
        head(
            &mut out,
            "process_resident_memory_bytes",
            "gauge",
            "Resident memory.",
        );
        line(
            &mut out,
            format_args!("process_resident_memory_bytes {bytes}"),
        );
    }
    out
}

fn write_jobs(out: &mut String, jobs: &[(&str, i64)]) {
    let help = "Jobs by state: waiting ones are queued or being done, failed ones were given up; of the unconfirmed ones the relay never said that it took the mail.";
    head(out, "cove_jobs", "gauge", help);
    for (state, count) in jobs {
        line(out, format_args!("cove_jobs{{state=\"{state}\"}} {count}"));
    }
}

fn write_copies(out: &mut String, copies: Counts) {
    let help = "Copies of the newest digest whose window has closed, by state; of the unconfirmed ones, which count as sent too, the relay never said that it took them.";
    head(out, "cove_digest_copies", "gauge", help);
    for (state, count) in [
        ("waiting", copies.queued),
        ("sent", copies.sent),
        ("unconfirmed", copies.unconfirmed),
        ("bounced", copies.bounced),
        ("failed", copies.failed),
        ("skipped", copies.skipped),
    ] {
        line(
            out,
            format_args!("cove_digest_copies{{state=\"{state}\"}} {count}"),
        );
    }
}

/// Of the newest issue that is about to go, going or gone.
async fn digest_copies(db: &Db) -> Result<Counts, db::Error> {
    let is_closed =
        |issue: &Issue| !matches!(issue.state, IssueState::Collecting | IssueState::Held);
    let Some(issue) = db::digest::latest(db, 8).await?.into_iter().find(is_closed) else {
        return Ok(Counts::default());
    };
    Ok(db::digest::delivery::counts(db, &[issue.id])
        .await?
        .remove(&issue.id)
        .unwrap_or_default())
}

fn write_requests(out: &mut String, metrics: &Metrics) {
    let counted = metrics
        .counted
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    head(
        out,
        "cove_requests_total",
        "counter",
        "Requests answered, by route and status.",
    );
    for ((route, status), count) in &counted.requests {
        line(
            out,
            format_args!("cove_requests_total{{route=\"{route}\",status=\"{status}\"}} {count}"),
        );
    }
    head(
        out,
        "cove_request_seconds",
        "histogram",
        "Time to answer, by route.",
    );
    for (route, histogram) in &counted.seconds {
        for (bound, count) in BUCKETS.iter().zip(histogram.buckets) {
            line(
                out,
                format_args!(
                    "cove_request_seconds_bucket{{route=\"{route}\",le=\"{bound}\"}} {count}"
                ),
            );
        }
        line(
            out,
            format_args!(
                "cove_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {}",
                histogram.count
            ),
        );
        line(
            out,
            format_args!(
                "cove_request_seconds_sum{{route=\"{route}\"}} {}",
                histogram.sum
            ),
        );
        line(
            out,
            format_args!(
                "cove_request_seconds_count{{route=\"{route}\"}} {}",
                histogram.count
            ),
        );
    }
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) {
    line(
        out,
        format_args!("# HELP {name} {help}\n# TYPE {name} {kind}"),
    );
}

fn line(out: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{line}");
}

/// From the kernel, where there is one that says so: the second number of
/// `/proc/self/statm`, in pages of 4 KiB.
fn resident_bytes() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    statm
        .split_whitespace()
        .nth(1)?
        .parse::<u64>()
        .ok()
        .map(|pages| pages * 4_096)
}
