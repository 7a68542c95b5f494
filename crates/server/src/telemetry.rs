//! Logs: words on a terminal, JSON otherwise, on standard error. No addresses,
//! tokens or query strings, and nothing that a member wrote.

use std::cell::RefCell;
use std::io::IsTerminal as _;
use std::time::Duration;

use poem::http::Method;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::time::ChronoUtc;

use crate::config::log::Log;

thread_local! {
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Starts logging, once for the process.
pub(crate) fn start(log: &Log) -> anyhow::Result<()> {
    // What libraries say may hold addresses; their warnings do not.
    let filter = EnvFilter::try_new(format!("warn,{}", log.filter))?;
    let in_words = log
        .in_words
        .unwrap_or_else(|| std::io::stderr().is_terminal());
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    // A second start (in a test) keeps the first.
    let _ = if in_words {
        builder
            .with_timer(ChronoUtc::new("%H:%M:%S".to_owned()))
            .try_init()
    } else {
        builder
            .json()
            .flatten_event(true)
            .with_span_list(false)
            .try_init()
    };
    note_panics();
    Ok(())
}

/// Notes where a panic was, and not its words: they may quote a member.
fn note_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map_or_else(|| "somewhere".to_owned(), ToString::to_string);
        tracing::error!(at = place, "a panic");
        LAST_PANIC.with_borrow_mut(|last| *last = Some(place));
    }));
}

/// Where the last panic of this thread was.
pub(crate) fn last_panic() -> String {
    LAST_PANIC.take().unwrap_or_default()
}

/// One line a request; files are left to those who look closer.
pub(crate) fn answered(method: &Method, route: &str, status: u16, took: Duration) {
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let method = method.as_str();
    if matches!(route, "/*" | "/healthz" | "/readyz") {
        tracing::debug!(method, route, status, ms, "answered");
    } else {
        tracing::info!(method, route, status, ms, "answered");
    }
}
