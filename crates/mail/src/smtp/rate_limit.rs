//! A token bucket: so many mails a second, evenly.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// Hands out turns. The bucket holds a tenth of a second's worth, or one: enough
/// to make up for a timer that is late, too little for a burst that a relay with a
/// strict limit would notice.
#[derive(Debug)]
pub(super) struct RateLimit {
    interval: Duration,
    depth: Duration,
    next: Mutex<Option<Instant>>,
}

impl RateLimit {
    pub(super) fn new(per_second: f64) -> Self {
        // A rate under one a day is not told apart from one a day.
        let interval = Duration::from_secs_f64((1.0 / per_second).clamp(1e-9, 86_400.0));
        Self {
            interval,
            depth: interval.max(Duration::from_millis(100)) - interval,
            next: Mutex::new(None),
        }
    }

    /// Waits for this caller's turn.
    pub(super) async fn wait(&self) {
        sleep_until(self.reserve(Instant::now())).await;
    }

    /// The next free turn for somebody who asks now.
    fn reserve(&self, now: Instant) -> Instant {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let earliest = now.checked_sub(self.depth).unwrap_or(now);
        let turn = next.map_or(now, |next| next.max(earliest));
        *next = Some(turn + self.interval);
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long this many turns take for somebody who always waits for theirs.
    fn seconds_for(turns: u32, per_second: f64) -> f64 {
        let rate_limit = RateLimit::new(per_second);
        let start = Instant::now();
        (0..turns)
            .fold(start, |now, _| now.max(rate_limit.reserve(now)))
            .duration_since(start)
            .as_secs_f64()
    }

    #[test]
    fn turns_come_at_the_rate() {
        assert!((seconds_for(21, 2.0) - 10.0).abs() < 0.001);
        assert!((seconds_for(1_001, 100.0) - 10.0).abs() < 0.001);
        assert!((seconds_for(3, 0.5) - 4.0).abs() < 0.001);
    }

    #[test]
    fn many_who_ask_at_once_get_one_turn_each() {
        let rate_limit = RateLimit::new(10.0);
        let now = Instant::now();
        let turns: Vec<u128> = (0..5)
            .map(|_| rate_limit.reserve(now).duration_since(now).as_millis())
            .collect();
        assert_eq!(turns, [0, 100, 200, 300, 400]);
    }

    #[test]
    fn a_pause_saves_up_no_more_than_a_tenth_of_a_second() {
        let rate_limit = RateLimit::new(100.0);
        let start = Instant::now();
        rate_limit.reserve(start);
        let after_pause = start + Duration::from_secs(60);
        let end = (0..110).fold(after_pause, |now, _| now.max(rate_limit.reserve(now)));
        assert!(end.duration_since(after_pause) >= Duration::from_millis(990));
    }
}
