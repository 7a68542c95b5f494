//! Time, passed in: whole milliseconds since 1970 in UTC.
//!
//! Instants are stored as these numbers in both databases. Text sorts wrongly
//! as soon as two libraries write fractions differently, and microseconds are
//! rounded by one engine and kept by the other; a whole number does neither.

use std::fmt;

use chrono::{DateTime, NaiveDate, SubsecRound, TimeZone, Utc};
use chrono_tz::Tz;

/// An instant in milliseconds since the Unix epoch, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The same instant as a date and time in UTC.
    #[must_use]
    pub fn to_utc(self) -> DateTime<Utc> {
        Utc.timestamp_millis_opt(self.0)
            .single()
            .unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// The instant, cut to whole milliseconds.
    #[must_use]
    pub fn from_utc(at: DateTime<Utc>) -> Self {
        Self(at.trunc_subsecs(3).timestamp_millis())
    }

    /// This instant and a span later (earlier, if the span is negative).
    #[must_use]
    pub const fn plus(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }

    /// This instant and a span earlier.
    #[must_use]
    pub const fn minus(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

/// A length of time in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub i64);

impl Span {
    /// So many seconds.
    #[must_use]
    pub const fn seconds(n: i64) -> Self {
        Self(n.saturating_mul(1_000))
    }
    /// So many minutes.
    #[must_use]
    pub const fn minutes(n: i64) -> Self {
        Self::seconds(n.saturating_mul(60))
    }
    /// So many hours.
    #[must_use]
    pub const fn hours(n: i64) -> Self {
        Self::minutes(n.saturating_mul(60))
    }
    /// So many times 24 hours; never a calendar day.
    #[must_use]
    pub const fn days(n: i64) -> Self {
        Self::hours(n.saturating_mul(24))
    }
}

/// A civil date, as days since 1 January 1970: a number, like an instant, so that it
/// sorts and compares alike on both engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
pub struct Day(pub i64);

impl Day {
    /// The date that calendars in this zone show at an instant.
    #[must_use]
    pub fn of(at: Timestamp, zone: Tz) -> Self {
        let date = at.to_utc().with_timezone(&zone).date_naive();
        Self(i64::from(date.to_epoch_days()))
    }

    /// The date in UTC, for what a day more or less changes nothing about.
    #[must_use]
    pub fn utc(at: Timestamp) -> Self {
        Self::of(at, Tz::UTC)
    }

    /// From `2026-11-24` (ISO 8601); none for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        Some(Self(i64::from(date.to_epoch_days())))
    }

    /// In words: "Tuesday 24 November 2026".
    #[must_use]
    pub fn in_words(self) -> String {
        self.date().format("%A %-d %B %Y").to_string()
    }

    fn date(self) -> NaiveDate {
        let days = i32::try_from(self.0).unwrap_or_default();
        NaiveDate::from_epoch_days(days).unwrap_or_default()
    }

    /// So many days later (earlier, if negative).
    #[must_use]
    pub const fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }
}

/// `2026-11-24`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date().format("%Y-%m-%d"))
    }
}

/// Where the time comes from: the system's clock when running, a hand that a
/// test turns when testing.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the one place that reads the machine's clock"
        )]
        let now = Utc::now();
        Timestamp::from_utc(now)
    }
}
