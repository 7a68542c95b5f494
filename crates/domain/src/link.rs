//! A link that members share, and whether it still leads somewhere.

use crate::clock::{Span, Timestamp};
use crate::stored::stored_enum;

/// From one check to the next.
pub const CHECKED_EVERY: Span = Span::days(7);

/// How long a link must have failed before it counts as broken: longer than a weekend
/// without anybody who puts a server right.
pub const BROKEN_AFTER: Span = Span::days(3);

stored_enum! {
    /// Whether a link leads somewhere.
    pub enum LinkState {
        /// Nobody has looked yet.
        Unknown = "unknown",
        /// It led to a page when Cove last looked.
        Alive = "alive",
        /// It led nowhere once, which may be a bad day.
        Failing = "failing",
        /// It led nowhere twice, three days apart or more.
        Broken = "broken",
    }
}

/// What came of looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkOutcome {
    Alive,
    Failed,
    /// The website did not let Cove look: what was known before still holds.
    Unsure,
}

/// What is known of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinkHealth {
    #[default]
    Unknown,
    Alive,
    Failing {
        since: Timestamp,
    },
    Broken {
        since: Timestamp,
    },
}

impl LinkHealth {
    /// From how it is stored. A failing link without a time has yet to be looked at.
    #[must_use]
    pub fn stored(state: LinkState, failing_since: Option<Timestamp>) -> Self {
        match (state, failing_since) {
            (LinkState::Alive, _) => Self::Alive,
            (LinkState::Failing, Some(since)) => Self::Failing { since },
            (LinkState::Broken, Some(since)) => Self::Broken { since },
            (LinkState::Unknown | LinkState::Failing | LinkState::Broken, _) => Self::Unknown,
        }
    }

    #[must_use]
    pub const fn state(self) -> LinkState {
        match self {
            Self::Unknown => LinkState::Unknown,
            Self::Alive => LinkState::Alive,
            Self::Failing { .. } => LinkState::Failing,
            Self::Broken { .. } => LinkState::Broken,
        }
    }

    /// When it first led nowhere, of a link that does not lead anywhere now.
    #[must_use]
    pub const fn failing_since(self) -> Option<Timestamp> {
        match self {
            Self::Unknown | Self::Alive => None,
            Self::Failing { since } | Self::Broken { since } => Some(since),
        }
    }

    /// What is known after one more look.
    #[must_use]
    pub fn next(self, outcome: LinkOutcome, now: Timestamp) -> Self {
        match (self, outcome) {
            (health, LinkOutcome::Unsure) => health,
            (_, LinkOutcome::Alive) => Self::Alive,
            (Self::Unknown | Self::Alive, LinkOutcome::Failed) => Self::Failing { since: now },
            (Self::Failing { since }, LinkOutcome::Failed) if now >= since.plus(BROKEN_AFTER) => {
                Self::Broken { since }
            }
            (health, LinkOutcome::Failed) => health,
        }
    }

    /// When to look again. One that failed is not left in doubt for a whole week.
    #[must_use]
    pub const fn next_check(self, checked_at: Timestamp) -> Timestamp {
        match self {
            Self::Failing { .. } => checked_at.plus(BROKEN_AFTER),
            Self::Unknown | Self::Alive | Self::Broken { .. } => checked_at.plus(CHECKED_EVERY),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LinkOutcome::{Alive, Failed, Unsure};
    use super::{LinkHealth, LinkState};
    use crate::clock::{Span, Timestamp};

    const START: Timestamp = Timestamp(1_800_000_000_000);

    fn after(looks: &[(i64, super::LinkOutcome)]) -> LinkHealth {
        looks
            .iter()
            .fold(LinkHealth::Unknown, |health, (hours, outcome)| {
                health.next(*outcome, START.plus(Span::hours(*hours)))
            })
    }

    fn since(hours: i64) -> Timestamp {
        START.plus(Span::hours(hours))
    }

    #[test]
    fn a_link_is_broken_after_two_failures_three_days_apart() {
        for (looks, health) in [
            (&[][..], LinkHealth::Unknown),
            (&[(0, Unsure)], LinkHealth::Unknown),
            (&[(0, Alive)], LinkHealth::Alive),
            (&[(0, Failed)], LinkHealth::Failing { since: since(0) }),
            (
                &[(0, Failed), (71, Failed)],
                LinkHealth::Failing { since: since(0) },
            ),
            (
                &[(0, Failed), (71, Failed), (72, Failed)],
                LinkHealth::Broken { since: since(0) },
            ),
            // Not knowing neither breaks nor mends.
            (
                &[(0, Failed), (80, Unsure)],
                LinkHealth::Failing { since: since(0) },
            ),
            (
                &[(0, Failed), (80, Unsure), (81, Failed)],
                LinkHealth::Broken { since: since(0) },
            ),
            // One good day, and the count begins anew.
            (
                &[(0, Failed), (24, Alive), (80, Failed)],
                LinkHealth::Failing { since: since(80) },
            ),
            (
                &[(0, Failed), (72, Failed), (300, Failed)],
                LinkHealth::Broken { since: since(0) },
            ),
            (
                &[(0, Failed), (72, Failed), (300, Alive)],
                LinkHealth::Alive,
            ),
            // A clock that goes back breaks nothing.
            (
                &[(0, Failed), (-100, Failed)],
                LinkHealth::Failing { since: since(0) },
            ),
        ] {
            assert_eq!(after(looks), health, "{looks:?}");
        }
    }

    #[test]
    fn a_link_that_failed_is_looked_at_again_when_it_can_count() {
        let failing = after(&[(0, Failed)]);
        let again = failing.next_check(START);
        assert_eq!(failing.next(Failed, again).state(), LinkState::Broken);
        assert_eq!(LinkHealth::Alive.next_check(START), since(7 * 24));
    }

    #[test]
    fn health_is_stored_in_two_columns() {
        for health in [
            LinkHealth::Unknown,
            LinkHealth::Alive,
            LinkHealth::Failing { since: START },
            LinkHealth::Broken { since: START },
        ] {
            let read = LinkHealth::stored(health.state(), health.failing_since());
            assert_eq!(read, health);
        }
        let without = LinkHealth::stored(LinkState::Broken, None);
        assert_eq!(without, LinkHealth::Unknown);
    }
}
