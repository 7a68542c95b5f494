//! Signing in by email, and staying signed in.

use crate::clock::{Span, Timestamp};
use crate::stored::stored_enum;

/// How long a link and its code work from when their mail was handed over.
/// Longer than the 10 minutes of ASVS 6.5.5, because the filters of councils and
/// of the NHS hold mail back.
pub const CHALLENGE_LIFE: Span = Span::minutes(30);
/// How long a mail may wait for the relay before it goes no more.
pub const MAIL_WAITS: Span = Span::hours(24);
/// Wrong codes before a code is dead.
pub const CHALLENGE_TRIES: i32 = 5;
/// How many codes of an address are right at once: the newest two, and the newest
/// two of the browser in which the code is typed. So one guess in 250,000 is right
/// at best, and the 20 of a day are right once in 12,500.
pub const CODES_AT_ONCE: usize = 2;
/// How long the link that confirms an applicant's address works.
pub const CONFIRMATION_LIFE: Span = Span::days(7);
/// What a browser is called that says nothing known of itself.
pub const UNKNOWN_BROWSER: &str = "Another browser";
/// Use is written down at most this often.
pub const TOUCH_EVERY: Span = Span::hours(1);
/// The same on a shared computer, where an idle session lives one hour: a
/// quarter of an hour of doubt is what that allows.
pub const TOUCH_EVERY_SHARED: Span = Span::minutes(5);

stored_enum! {
    /// What a challenge is for.
    pub enum Purpose {
        /// To sign in.
        SignIn = "sign_in",
        /// To confirm the address of an application.
        ConfirmAddress = "confirm_address",
    }
}

impl Purpose {
    /// How long its link works once the mail has left.
    #[must_use]
    pub const fn life(self) -> Span {
        match self {
            Self::SignIn => CHALLENGE_LIFE,
            Self::ConfirmAddress => CONFIRMATION_LIFE,
        }
    }
}

/// Whose computer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Computer {
    /// One's own: 30 days idle, 90 in all.
    Own,
    /// A shared one: 1 hour idle, 8 in all.
    Shared,
}

impl Computer {
    /// From the tick box.
    #[must_use]
    pub const fn from_shared(shared: bool) -> Self {
        if shared { Self::Shared } else { Self::Own }
    }

    /// How long a session lives without use.
    #[must_use]
    pub const fn idle(self) -> Span {
        match self {
            Self::Own => Span::days(30),
            Self::Shared => Span::hours(1),
        }
    }

    /// How long a session lives at most.
    #[must_use]
    pub const fn whole(self) -> Span {
        match self {
            Self::Own => Span::days(90),
            Self::Shared => Span::hours(8),
        }
    }

    /// How old the last written use may be before it is written again.
    #[must_use]
    pub const fn touch_every(self) -> Span {
        match self {
            Self::Own => TOUCH_EVERY,
            Self::Shared => TOUCH_EVERY_SHARED,
        }
    }
}

/// Whether a session still lives.
#[must_use]
pub fn is_live(
    computer: Computer,
    started_at: Timestamp,
    last_used_at: Timestamp,
    now: Timestamp,
) -> bool {
    now < started_at.plus(computer.whole()) && now < last_used_at.plus(computer.idle())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_by_idleness_and_by_age() {
        let start = Timestamp(0);
        let day = |n| Timestamp(Span::days(n).0);
        assert!(is_live(Computer::Own, start, day(29), day(58)));
        assert!(!is_live(Computer::Own, start, start, day(30)));
        assert!(!is_live(Computer::Own, start, day(89), day(90)));
        let hour = |n| Timestamp(Span::hours(n).0);
        assert!(!is_live(Computer::Shared, start, start, hour(1)));
        assert!(!is_live(Computer::Shared, start, hour(8), hour(8)));
    }
}
