//! What is counted, in Prometheus' text format. Routes are patterns and never
//! addresses with ids or tokens in them.

use std::sync::Arc;
use std::time::Duration;

use db::Db;
use db::digest::Issue;
use db::digest::delivery::Counts;
use domain::digest::DigestState;
use poem::web::Data;
use poem::{Response, handler};
use prometheus::core::Collector;
use prometheus::proto::MetricFamily;
use prometheus::{
    HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts,
    TextEncoder,
};

use crate::State;

/// Upper bounds of the histogram, in seconds.
const BUCKETS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Counters of this process.
pub(crate) struct Metrics {
    requests: IntCounterVec,
    seconds: HistogramVec,
}

impl Metrics {
    #[expect(clippy::expect_used, reason = "the names are constant, and good ones")]
    pub(crate) fn new() -> Self {
        let requests = Opts::new(
            "cove_requests_total",
            "Requests answered, by route and status.",
        );
        let seconds = HistogramOpts::new("cove_request_seconds", "Time to answer, by route.");
        Self {
            requests: IntCounterVec::new(requests, &["route", "status"]).expect("a counter"),
            seconds: HistogramVec::new(seconds.buckets(BUCKETS.to_vec()), &["route"])
                .expect("a histogram"),
        }
    }

    /// Counts one answered request.
    pub(crate) fn count(&self, route: &str, status: u16, took: Duration) {
        let status = status.to_string();
        self.requests.with_label_values(&[route, &status]).inc();
        let seconds = self.seconds.with_label_values(&[route]);
        seconds.observe(took.as_secs_f64());
    }
}

/// `/metrics`: everything, as text; without the jobs where the database, which
/// holds them, is away.
#[handler]
pub(crate) async fn show(Data(state): Data<&Arc<State>>) -> anyhow::Result<Response> {
    let families = families(state).await?;
    Ok(Response::builder()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(TextEncoder::new().encode_to_string(&families)?))
}

async fn families(state: &State) -> prometheus::Result<Vec<MetricFamily>> {
    let db = state.app.db();
    // Where nobody looks at `/readyz`, this is who finds out.
    // The log says it once when it begins; each scrape would say it again.
    if let Err(error) = state.app.check_writing().await {
        tracing::debug!(error = %error, "nothing can be written");
    }
    let mut all = state.metrics.requests.collect();
    all.extend(state.metrics.seconds.collect());
    // The encoder refuses what was never counted.
    all.retain(|family| !family.get_metric().is_empty());
    if let (Ok(waiting), Ok(failed), Ok(unconfirmed)) = (
        db::job::unfinished(db).await,
        db::job::failed(db).await,
        db::job::unconfirmed(db).await,
    ) {
        all.extend(by_state(
            "cove_jobs",
            "Jobs by state: waiting ones are queued or being done, failed ones were given up; of the unconfirmed ones the relay never said that it took the mail.",
            &[
                ("waiting", waiting),
                ("failed", failed),
                ("unconfirmed", unconfirmed),
            ],
        )?);
    }
    if let Ok(copies) = digest_copies(db).await {
        all.extend(by_state(
            "cove_digest_copies",
            "Copies of the newest digest whose window has closed, by state; of the unconfirmed ones, which count as sent too, the relay never said that it took them.",
            &[
                ("waiting", copies.queued),
                ("sent", copies.sent),
                ("unconfirmed", copies.unconfirmed),
                ("bounced", copies.bounced),
                ("failed", copies.failed),
                ("skipped", copies.skipped),
            ],
        )?);
    }
    all.extend(gauge(
        "cove_writes_failing",
        "Whether nothing could be written the last time: 1 when so.",
        i64::from(state.app.is_writing_failing()),
    )?);
    all.extend(counter(
        "cove_failed_commits_total",
        "Commits of this process that failed.",
        state.app.failed_commits(),
    )?);
    all.extend(counter(
        "cove_statements_total",
        "Statements sent to the database by this process.",
        db.statements(),
    )?);
    if let Some(bytes) = resident_bytes() {
        all.extend(gauge(
            "process_resident_memory_bytes",
            "Resident memory.",
            bytes,
        )?);
    }
    Ok(all)
}

fn gauge(name: &str, help: &str, value: i64) -> prometheus::Result<Vec<MetricFamily>> {
    let gauge = IntGauge::new(name, help)?;
    gauge.set(value);
    Ok(gauge.collect())
}

fn counter(name: &str, help: &str, value: u64) -> prometheus::Result<Vec<MetricFamily>> {
    let counter = IntCounter::new(name, help)?;
    counter.inc_by(value);
    Ok(counter.collect())
}

fn by_state(
    name: &str,
    help: &str,
    values: &[(&str, i64)],
) -> prometheus::Result<Vec<MetricFamily>> {
    let gauges = IntGaugeVec::new(Opts::new(name, help), &["state"])?;
    for (state, value) in values {
        gauges.with_label_values(&[state]).set(*value);
    }
    Ok(gauges.collect())
}

/// Of the newest issue that is about to go, going or gone.
async fn digest_copies(db: &Db) -> Result<Counts, db::Error> {
    let is_closed =
        |issue: &Issue| !matches!(issue.state, DigestState::Collecting | DigestState::Held);
    let Some(issue) = db::digest::latest(db, 8).await?.into_iter().find(is_closed) else {
        return Ok(Counts::default());
    };
    let mut counts = db::digest::delivery::counts(db, &[issue.id]).await?;
    Ok(counts.remove(&issue.id).unwrap_or_default())
}

/// From the kernel, where there is one that says so: the second number of
/// `/proc/self/statm`, in pages of 4 KiB.
fn resident_bytes() -> Option<i64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: i64 = statm.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * 4_096)
}
