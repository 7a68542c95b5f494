//! The weekly digest: its states, and the calendar it keeps.
//!
//! An issue's window closes on Monday at 17:00 and it is sent on Tuesday at
//! 08:00, by the clock and the calendar of the community. Days are counted on
//! the calendar and never as 24 hours, so both clock changes leave the weekday
//! and the hour alone.

use chrono::{
    DateTime, Datelike, Days, MappedLocalTime, NaiveDate, NaiveTime, TimeZone, Utc, Weekday,
};
use chrono_tz::Tz;

use crate::clock::{Span, Timestamp};
use crate::stored::stored_enum;

stored_enum! {
    /// Where an issue of the digest stands.
    pub enum DigestState {
        /// What becomes visible now will be in it.
        Collecting = "collecting",
        /// It is complete and waits for its hour.
        Ready = "ready",
        /// Copies are going out.
        Sending = "sending",
        /// Every copy has come to its end.
        Sent = "sent",
        /// The co-ordinator keeps it back.
        Held = "held",
        /// It never went out; the next one holds what it would have held.
        Missed = "missed",
        /// It may have gone out before a backup was put back, and you said that it did.
        LeftOut = "left_out",
    }
}

stored_enum! {
    /// Where one member's copy stands.
    pub enum DeliveryState {
        /// To be composed and handed over.
        Queued = "queued",
        /// The relay has it.
        Sent = "sent",
        /// The relay says that the address takes no mail.
        Bounced = "bounced",
        /// Given up for another reason.
        Failed = "failed",
        /// Not to be sent; [`SkipReason`] says why.
        Skipped = "skipped",
    }
}

stored_enum! {
    /// Why a copy is not sent.
    pub enum SkipReason {
        /// Nothing in it that the member has not seen.
        Empty = "empty",
        /// The member stopped the digest.
        OptedOut = "opted_out",
        /// The member's access is paused.
        Suspended = "suspended",
        /// The member has left, or never was one.
        NotAMember = "not_a_member",
        /// The member's address refuses mail.
        Bouncing = "bouncing",
        /// The co-ordinator left the issue out after a restore.
        LeftOut = "left_out",
    }
}

stored_enum! {
    /// Why an item is in a copy. The ledger keeps (member, item, reason), and
    /// none comes twice. The item is the thread, but for new answers, where it
    /// is the newest answer, and for a summary, which it is itself.
    pub enum ItemReason {
        /// It began this week.
        New = "new",
        /// It began this week, and the member may know an answer.
        NeedsAnswer = "needs_answer",
        /// Somebody answered in a thread that the member started or follows.
        NewAnswers = "new_answers",
        /// Its asker said which answer helped.
        Helped = "helped",
        /// It was closed with what was learned.
        Summarised = "summarised",
        /// People found it useful.
        Useful = "useful",
        /// It is a resource that was shared, or looked at again.
        Checked = "checked",
        /// It is older, and nobody has answered.
        StillUnanswered = "still_unanswered",
    }
}

/// On which day a window closes.
pub const CUT_OFF_DAY: Weekday = Weekday::Mon;
/// At which hour.
pub const CUT_OFF_HOUR: u32 = 17;
/// How many calendar days later the issue is sent.
pub const SEND_DAYS_LATER: u64 = 1;
/// At which hour.
pub const SEND_HOUR: u32 = 8;
/// Why an issue is held that may have gone out before a backup was put back.
pub const MAY_HAVE_GONE: &str = "A backup was put back. This one may have gone out before.";
/// How late an issue may still start.
pub const LATEST_START: Span = Span::hours(48);

/// The first cut-off after an instant.
#[must_use]
pub fn next_cut_off(after: Timestamp, zone: Tz) -> Timestamp {
    let mut day = local_day(after, zone);
    // At most eight steps: today may be the day, with its hour gone by.
    loop {
        if day.weekday() == CUT_OFF_DAY {
            let cut_off = instant(day, CUT_OFF_HOUR, zone);
            if cut_off > after {
                return cut_off;
            }
        }
        day = later(day, 1);
    }
}

/// The cut-off a calendar week before this one.
#[must_use]
pub fn previous_cut_off(cut_off: Timestamp, zone: Tz) -> Timestamp {
    let day = local_day(cut_off, zone);
    instant(
        day.checked_sub_days(Days::new(7)).unwrap_or(day),
        CUT_OFF_HOUR,
        zone,
    )
}

/// When the issue of this cut-off is sent.
#[must_use]
pub fn send_at(cut_off: Timestamp, zone: Tz) -> Timestamp {
    instant(
        later(local_day(cut_off, zone), SEND_DAYS_LATER),
        SEND_HOUR,
        zone,
    )
}

/// An issue as far as its fate depends on it.
#[derive(Debug, Clone, Copy)]
pub struct IssueStatus {
    /// Its state.
    pub state: DigestState,
    /// When its window closes.
    pub cut_off: Timestamp,
    /// When it is to be sent.
    pub send_at: Timestamp,
    /// Whether it may have gone out before a backup was put back: only the
    /// co-ordinator knows, so no clock decides.
    pub may_have_gone: bool,
}

/// What is to be done with an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Nothing now.
    Stay,
    /// Its window is over.
    Close,
    /// Its hour has come, at most [`LATEST_START`] ago.
    Start,
    /// Its hour is long over, or it was held until the next window closed.
    Miss,
    /// The next window has closed: what could not be handed over by now stays.
    GiveUp,
}

/// What is to be done with an issue at an instant.
#[must_use]
pub fn fate(issue: &IssueStatus, now: Timestamp, zone: Tz) -> Fate {
    let is_over = now >= next_cut_off(issue.cut_off, zone);
    match issue.state {
        DigestState::Collecting if now >= issue.cut_off => Fate::Close,
        DigestState::Ready if is_over || now > issue.send_at.plus(LATEST_START) => Fate::Miss,
        DigestState::Ready if now >= issue.send_at => Fate::Start,
        DigestState::Held if is_over && !issue.may_have_gone => Fate::Miss,
        DigestState::Sending if is_over => Fate::GiveUp,
        _ => Fate::Stay,
    }
}

/// A community's zone by its name; Europe/London for a name that is none, so
/// that a slip in the settings cannot stop the digest.
#[must_use]
pub fn zone(name: &str) -> Tz {
    name.parse().unwrap_or(chrono_tz::Europe::London)
}

/// A day in words: "Tuesday 24 November 2026".
#[must_use]
pub fn day_in_words(at: Timestamp, zone: Tz) -> String {
    at.to_utc()
        .with_timezone(&zone)
        .format("%A %-d %B %Y")
        .to_string()
}

/// A moment in words: "Tuesday 24 November 2026, 8:05am".
#[must_use]
pub fn moment_in_words(at: Timestamp, zone: Tz) -> String {
    format!("{}, {}", day_in_words(at, zone), time_in_words(at, zone))
}

/// A time of day in words: "8:05am", "2pm".
#[must_use]
pub fn time_in_words(at: Timestamp, zone: Tz) -> String {
    at.to_utc()
        .with_timezone(&zone)
        .format("%-I:%M%P")
        .to_string()
        .replace(":00", "")
}

/// The instant that a clock on the wall shows: `2026-11-24T08:00`, in the
/// community's zone.
#[must_use]
pub fn wall_clock(text: &str, zone: Tz) -> Option<Timestamp> {
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| chrono::NaiveDateTime::parse_from_str(text.trim(), format).ok())?;
    resolve(zone.from_local_datetime(&local)).map(Timestamp::from_utc)
}

fn local_day(at: Timestamp, zone: Tz) -> NaiveDate {
    at.to_utc().with_timezone(&zone).date_naive()
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// An hour of a day. One that the clocks skip counts as the hour after; of one
/// that they show twice, the first counts.
fn instant(day: NaiveDate, hour: u32, zone: Tz) -> Timestamp {
    let found = (hour..24).find_map(|hour| {
        let local = day.and_time(NaiveTime::from_hms_opt(hour, 0, 0)?);
        resolve(zone.from_local_datetime(&local))
    });
    Timestamp::from_utc(found.unwrap_or_else(|| day.and_time(NaiveTime::MIN).and_utc()))
}

fn resolve(local: MappedLocalTime<DateTime<Tz>>) -> Option<DateTime<Utc>> {
    local.earliest().map(|found| found.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use chrono::Timelike;
    use chrono_tz::Europe::London;

    use super::*;

    fn at(text: &str) -> Timestamp {
        wall_clock(text, London).unwrap()
    }

    #[test]
    fn fifty_three_issues_fall_on_the_weekday_through_both_clock_changes() {
        let mut cut_off = next_cut_off(at("2026-03-09T12:00"), London);
        let mut offsets = std::collections::HashSet::new();
        for _ in 0..53 {
            let closes = cut_off.to_utc().with_timezone(&London);
            let sends = send_at(cut_off, London).to_utc().with_timezone(&London);
            assert_eq!(
                (closes.weekday(), closes.hour(), closes.minute()),
                (Weekday::Mon, 17, 0)
            );
            assert_eq!(
                (sends.weekday(), sends.hour(), sends.minute()),
                (Weekday::Tue, 8, 0)
            );
            assert_eq!(sends.date_naive(), closes.date_naive().succ_opt().unwrap());
            let next = next_cut_off(cut_off, London);
            let days = (local_day(next, London) - local_day(cut_off, London)).num_days();
            assert_eq!(days, 7, "a window is a week long");
            assert_eq!(previous_cut_off(next, London), cut_off, "windows abut");
            offsets.insert((next.0 - cut_off.0) / Span::hours(1).0);
            cut_off = next;
        }
        // The week in which the clocks change has an hour less, or one more.
        assert_eq!(offsets, [167, 168, 169].into());
    }

    #[test]
    fn a_cut_off_is_after_the_instant_and_not_at_it() {
        assert_eq!(
            next_cut_off(at("2026-11-23T16:59"), London),
            at("2026-11-23T17:00")
        );
        assert_eq!(
            next_cut_off(at("2026-11-23T17:00"), London),
            at("2026-11-30T17:00")
        );
        assert_eq!(
            next_cut_off(at("2026-11-22T09:00"), London),
            at("2026-11-23T17:00")
        );
        assert_eq!(
            send_at(at("2026-11-23T17:00"), London),
            at("2026-11-24T08:00")
        );
    }

    #[test]
    fn it_keeps_the_week_of_other_zones() {
        for zone in [
            chrono_tz::Pacific::Auckland,
            chrono_tz::America::Los_Angeles,
            chrono_tz::Asia::Kolkata,
        ] {
            let mut cut_off = next_cut_off(Timestamp(1_790_000_000_000), zone);
            for _ in 0..53 {
                let closes = cut_off.to_utc().with_timezone(&zone);
                assert_eq!(
                    (closes.weekday(), closes.hour()),
                    (Weekday::Mon, 17),
                    "{zone}"
                );
                cut_off = next_cut_off(cut_off, zone);
            }
        }
    }

    #[test]
    fn an_hour_that_the_clocks_skip_is_the_next_one_and_one_they_repeat_the_first() {
        let spring = NaiveDate::from_ymd_opt(2026, 3, 29).unwrap();
        assert_eq!(instant(spring, 1, London), at("2026-03-29T02:00"));
        let autumn = NaiveDate::from_ymd_opt(2026, 10, 25).unwrap();
        assert_eq!(
            instant(autumn, 1, London).to_utc().to_rfc3339(),
            "2026-10-25T00:00:00+00:00"
        );
    }

    #[test]
    fn what_becomes_of_an_issue() {
        let fate_at = |state, send: &str, now: &str| {
            fate(
                &IssueStatus {
                    state,
                    cut_off: at("2026-11-23T17:00"),
                    send_at: at(send),
                    may_have_gone: false,
                },
                at(now),
                London,
            )
        };
        let tuesday = "2026-11-24T08:00";
        assert_eq!(
            fate_at(DigestState::Collecting, tuesday, "2026-11-23T16:59"),
            Fate::Stay
        );
        assert_eq!(
            fate_at(DigestState::Collecting, tuesday, "2026-11-23T17:00"),
            Fate::Close
        );
        assert_eq!(
            fate_at(DigestState::Ready, tuesday, "2026-11-24T07:59"),
            Fate::Stay
        );
        assert_eq!(
            fate_at(DigestState::Ready, tuesday, "2026-11-24T08:00"),
            Fate::Start
        );
        assert_eq!(
            fate_at(DigestState::Ready, tuesday, "2026-11-26T08:00"),
            Fate::Start
        );
        assert_eq!(
            fate_at(DigestState::Ready, tuesday, "2026-11-26T08:01"),
            Fate::Miss
        );
        assert_eq!(
            fate_at(DigestState::Held, tuesday, "2026-11-30T16:59"),
            Fate::Stay
        );
        assert_eq!(
            fate_at(DigestState::Held, tuesday, "2026-11-30T17:00"),
            Fate::Miss
        );
        // Let go on Friday, its hour is then; not past the next cut-off, though.
        assert_eq!(
            fate_at(DigestState::Ready, "2026-11-27T10:00", "2026-11-27T10:00"),
            Fate::Start
        );
        assert_eq!(
            fate_at(DigestState::Ready, "2026-11-30T16:00", "2026-11-30T17:00"),
            Fate::Miss
        );
        assert_eq!(
            fate_at(DigestState::Sending, tuesday, "2026-11-30T16:59"),
            Fate::Stay
        );
        assert_eq!(
            fate_at(DigestState::Sending, tuesday, "2026-11-30T17:00"),
            Fate::GiveUp
        );
        let kept = IssueStatus {
            state: DigestState::Held,
            cut_off: at("2026-11-23T17:00"),
            send_at: at(tuesday),
            may_have_gone: true,
        };
        assert_eq!(fate(&kept, at("2027-11-30T17:00"), London), Fate::Stay);
        assert_eq!(
            fate_at(DigestState::Sent, tuesday, "2027-11-30T17:00"),
            Fate::Stay
        );
    }

    #[test]
    fn days_in_words() {
        assert_eq!(
            day_in_words(at("2026-11-24T08:00"), London),
            "Tuesday 24 November 2026"
        );
        assert_eq!(
            moment_in_words(at("2026-11-24T08:00"), London),
            "Tuesday 24 November 2026, 8am"
        );
        assert_eq!(
            moment_in_words(at("2026-11-24T17:05"), London),
            "Tuesday 24 November 2026, 5:05pm"
        );
    }
}
