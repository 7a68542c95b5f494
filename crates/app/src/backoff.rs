//! How long to wait before what failed is tried again.

use std::time::Duration;

use domain::clock::Span;
use domain::secret;
use tokio::time::sleep;

/// Waits that double from the first to the longest, each a fifth more or less, so
/// that what failed together is not tried together.
#[derive(Debug, Clone, Copy)]
pub struct Backoff {
    first: Span,
    longest: Span,
}

impl Backoff {
    /// A job or a copy, for its own sake. Twelve tries take about a day and a half.
    pub const MAIL: Self = Self::new(Span::minutes(1), Span::hours(6));
    /// A relay that is away.
    pub const RELAY: Self = Self::new(Span::seconds(15), Span::minutes(10));
    /// A database that is away.
    pub const DATABASE: Self = Self::new(Span::seconds(1), Span::seconds(30));

    const fn new(first: Span, longest: Span) -> Self {
        Self { first, longest }
    }

    /// The wait after the n-th failure in a row, counted from one.
    #[must_use]
    pub fn after(self, failures: i64) -> Span {
        let doublings = u32::try_from(failures.clamp(1, 20) - 1).unwrap_or(0);
        let whole = (self.first.0 << doublings).min(self.longest.0);
        let [random] = secret::random_bytes::<1>();
        Span(whole * (80 + i64::from(random) * 40 / 255) / 100)
    }
}

/// Counts how often the database failed in a row.
#[derive(Debug, Default)]
pub(crate) struct DatabaseFailures(i64);

impl DatabaseFailures {
    pub(crate) fn next_wait(&mut self, error: &anyhow::Error) -> Duration {
        tracing::warn!(error = format!("{error:#}"), "waiting for the database");
        self.0 += 1;
        Duration::from_millis(Backoff::DATABASE.after(self.0).0.unsigned_abs())
    }

    pub(crate) const fn reset(&mut self) {
        self.0 = 0;
    }
}

/// Writes something down, however long the database is away: what was done and
/// is forgotten would be done again.
pub(crate) async fn until_written<W: Future<Output = Result<(), db::Error>>>(
    what: &str,
    write: impl Fn() -> W,
) {
    let mut failures = DatabaseFailures::default();
    while let Err(error) = write().await {
        let error = anyhow::Error::from(error).context(format!("{what} not written down yet"));
        sleep(failures.next_wait(&error)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        for backoff in [Backoff::MAIL, Backoff::RELAY, Backoff::DATABASE] {
            let (least, most) = (backoff.first.0 * 8 / 10, backoff.longest.0 * 12 / 10);
            for failures in 0..40 {
                let wait = backoff.after(failures).0;
                assert!((least..=most).contains(&wait), "{failures}: {wait}");
            }
            assert!(backoff.after(20).0 > backoff.after(1).0);
            assert!(backoff.after(3).0 > backoff.after(1).0);
        }
    }

    #[test]
    fn the_database_is_asked_again_at_once_after_a_success() {
        let mut failures = DatabaseFailures::default();
        let away = anyhow::anyhow!("away");
        assert!(failures.next_wait(&away) < Duration::from_secs(2));
        for _ in 0..6 {
            failures.next_wait(&away);
        }
        assert!(failures.next_wait(&away) > Duration::from_secs(20));
        failures.reset();
        assert!(failures.next_wait(&away) < Duration::from_secs(2));
    }
}
