//! Asking for a sign-in mail and trying its code: how often, from where, and
//! the way back to where one was going.
//!
//! The limits are against machines. None of them may keep a member out: who asks
//! in a browser that signed in to the address before is counted alone, and
//! limits of codes leave the links working.

use any_ascii::any_ascii_char;

use crate::clock::{Span, Timestamp};
use crate::stored::stored_enum;

/// Over which time asks are counted, and wrong codes of a client.
pub const HOUR: Span = Span::hours(1);
/// Over which time wrong codes for one address are counted.
pub const DAY: Span = Span::hours(24);

/// Mails for one mailbox that one client may ask for in an hour. A stranger who
/// does so elsewhere takes nothing from it.
const PER_ADDRESS_AND_CLIENT: i64 = 5;
/// Mails for one mailbox in an hour, whoever asks: what its owner can bear.
const PER_ADDRESS: i64 = 15;
/// Mails that one client may ask for in an hour: a school or a surgery shares
/// one address on the internet.
const PER_CLIENT: i64 = 60;
/// The same from one IPv6 site, which has 65,536 networks to ask from.
const PER_NETWORK: i64 = 120;
/// Mails in an hour for the whole installation.
const IN_ALL: i64 = 1_000;
/// Asks whose mail has not left do not count, up to so many times the limit: all
/// of them leave once the relay is back.
const HELD_UP: i64 = 3;

/// Wrong codes for one address in 24 hours.
const WRONG_CODES_PER_ADDRESS: i64 = 20;
/// Wrong codes for one address before the next one has to wait.
const WRONG_CODES_AT_ONCE: i64 = 5;
/// Wrong codes from one client in an hour, over all addresses.
const WRONG_CODES_PER_CLIENT: i64 = 60;
/// The same from one IPv6 site.
const WRONG_CODES_PER_NETWORK: i64 = 120;
/// Wrong codes in an hour for the whole installation.
const WRONG_CODES_IN_ALL: i64 = 1_000;

/// Where a request comes from, for limits: hashed under the installation's
/// secret, so that no address is ever stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Client {
    /// An IPv4 address, or the /64 that one IPv6 customer gets.
    pub key: String,
    /// The IPv6 site (/48) that it lies in; for IPv4 the same as `key`.
    pub network: String,
}

stored_enum! {
    /// What became of a challenge's mail.
    pub enum MailState {
        /// It is about to leave.
        Waiting = "waiting",
        /// The relay did not take it; it is tried again, and counts for no limit.
        Held = "held",
        /// The relay took it.
        Left = "left",
    }
}

/// Whose limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// That of the address that was typed.
    Address,
    /// That of the connection, which a whole office may share.
    Client,
    /// That of the installation.
    Installation,
}

impl Limit {
    /// Its word in the log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Client => "client",
            Self::Installation => "installation",
        }
    }
}

/// How many mails were asked for, and how many of those count: their mail has
/// left, or is about to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct Asks {
    /// All of them.
    pub all: i64,
    /// Those that count.
    pub counted: i64,
}

impl Asks {
    const fn reach(self, limit: i64) -> bool {
        self.counted >= limit || self.all >= limit * HELD_UP
    }
}

/// What was asked for within the hour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct Asked {
    /// For the mailbox in this browser, where this browser signed in to it before.
    #[cfg_attr(feature = "sea-orm", sea_orm(nested(prefix = "in_known_browser_")))]
    pub in_known_browser: Option<Asks>,
    /// For the mailbox by this client.
    #[cfg_attr(
        feature = "sea-orm",
        sea_orm(nested(prefix = "for_address_by_client_"))
    )]
    pub for_address_by_client: Asks,
    /// For the mailbox by anybody.
    #[cfg_attr(feature = "sea-orm", sea_orm(nested(prefix = "for_address_")))]
    pub for_address: Asks,
    /// By this client.
    #[cfg_attr(feature = "sea-orm", sea_orm(nested(prefix = "by_client_")))]
    pub by_client: Asks,
    /// By clients of the same network.
    #[cfg_attr(feature = "sea-orm", sea_orm(nested(prefix = "by_network_")))]
    pub by_network: Asks,
    /// By anybody for anybody.
    pub in_all: i64,
}

impl Asked {
    /// The limit that one more would pass.
    #[must_use]
    pub const fn limit(&self) -> Option<Limit> {
        if let Some(asks) = self.in_known_browser {
            return if asks.reach(PER_ADDRESS_AND_CLIENT) {
                Some(Limit::Address)
            } else {
                None
            };
        }
        if self.for_address_by_client.reach(PER_ADDRESS_AND_CLIENT)
            || self.for_address.reach(PER_ADDRESS)
        {
            Some(Limit::Address)
        } else if self.by_client.reach(PER_CLIENT) || self.by_network.reach(PER_NETWORK) {
            Some(Limit::Client)
        } else if self.in_all >= IN_ALL {
            Some(Limit::Installation)
        } else {
            None
        }
    }
}

/// Which wrong codes were tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct WrongCodes {
    /// For the mailbox within 24 hours.
    pub for_address: i64,
    /// When the last of those was.
    pub last_for_address: Option<Timestamp>,
    /// By this client within the hour.
    pub by_client: i64,
    /// By clients of the same network within the hour.
    pub by_network: i64,
    /// By anybody for anybody within the hour.
    pub in_all: i64,
}

impl WrongCodes {
    /// The limit that stands in the way of one more code, right or wrong.
    #[must_use]
    pub fn limit(&self, now: Timestamp) -> Option<Limit> {
        let rests = self
            .last_for_address
            .is_some_and(|last| now < last.plus(pause_after(self.for_address)));
        if self.by_client >= WRONG_CODES_PER_CLIENT || self.by_network >= WRONG_CODES_PER_NETWORK {
            Some(Limit::Client)
        } else if rests || self.for_address >= WRONG_CODES_PER_ADDRESS {
            Some(Limit::Address)
        } else if self.in_all >= WRONG_CODES_IN_ALL {
            Some(Limit::Installation)
        } else {
            None
        }
    }
}

/// How long an address takes no codes after so many wrong ones in a day: a
/// minute after the fifth, two after the sixth, then four … up to an hour.
fn pause_after(wrong_codes: i64) -> Span {
    let more = wrong_codes - WRONG_CODES_AT_ONCE;
    if more < 0 {
        return Span(0);
    }
    Span((Span::minutes(1).0 << more.min(6)).min(Span::hours(1).0))
}

/// Digits of a code.
const CODE_DIGITS: usize = 6;

/// The code in what somebody typed or pasted: its digits, of any script, without
/// the spaces, hyphens and points between them. `None` for anything else.
#[must_use]
pub fn typed_code(text: &str) -> Option<String> {
    let meant = text.chars().filter(|char| char.is_alphanumeric());
    let digits: Vec<&str> = meant.take(CODE_DIGITS + 1).map(any_ascii_char).collect();
    let is_digit =
        |digit: &&str| digit.len() == 1 && digit.bytes().all(|byte| byte.is_ascii_digit());
    (digits.len() == CODE_DIGITS && digits.iter().all(is_digit)).then(|| digits.concat())
}

/// Bytes of a way back.
const WAY_BACK_LIMIT: usize = 512;

/// An address of a page of Cove that somebody was on their way to, as far as it
/// can be told without the list of pages: the screens look it up there before
/// they go. `None` for whatever a browser could read as another site.
#[must_use]
pub fn way_back(next: &str) -> Option<&str> {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\\\"'<>^`{|}".contains(&byte);
    if next.len() > WAY_BACK_LIMIT || !next.bytes().all(is_plain) {
        return None;
    }
    let path = next.split(['?', '#']).next()?.strip_prefix('/')?;
    let is_part = |part: &str| {
        !part.is_empty() && part != "." && part != ".." && !part.contains(['%', ';', '@'])
    };
    (path.split('/').all(is_part) && !path.starts_with("sign-in")).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn asks(counted: i64) -> Asks {
        Asks {
            all: counted,
            counted,
        }
    }

    #[test]
    fn a_stranger_does_not_use_up_the_asks_of_a_member() {
        let stranger = Asked {
            for_address_by_client: asks(5),
            for_address: asks(5),
            ..Asked::default()
        };
        assert_eq!(stranger.limit(), Some(Limit::Address));
        let member = Asked {
            for_address_by_client: asks(0),
            ..stranger
        };
        assert_eq!(member.limit(), None);
        let bombed = Asked {
            for_address: asks(15),
            ..member
        };
        assert_eq!(bombed.limit(), Some(Limit::Address));
        assert_eq!(
            Asked {
                in_known_browser: Some(asks(0)),
                ..bombed
            }
            .limit(),
            None
        );
        assert_eq!(
            Asked {
                in_known_browser: Some(asks(5)),
                ..member
            }
            .limit(),
            Some(Limit::Address)
        );
    }

    #[test]
    fn the_limit_says_whose_it_is() {
        let office = Asked {
            by_client: asks(60),
            ..Asked::default()
        };
        assert_eq!(office.limit(), Some(Limit::Client));
        assert_eq!(
            Asked {
                in_known_browser: Some(asks(0)),
                ..office
            }
            .limit(),
            None,
            "a member there gets in"
        );
        assert_eq!(
            Asked {
                by_network: asks(120),
                ..Asked::default()
            }
            .limit(),
            Some(Limit::Client)
        );
        assert_eq!(
            Asked {
                in_all: 1_000,
                ..Asked::default()
            }
            .limit(),
            Some(Limit::Installation)
        );
        assert_eq!(
            Asked {
                by_client: asks(59),
                by_network: asks(119),
                in_all: 999,
                ..Asked::default()
            }
            .limit(),
            None
        );
    }

    #[test]
    fn what_never_left_does_not_count_for_long() {
        let held = |all| Asked {
            for_address_by_client: Asks { all, counted: 0 },
            ..Asked::default()
        };
        assert_eq!(
            (held(14).limit(), held(15).limit()),
            (None, Some(Limit::Address))
        );
    }

    #[test]
    fn pauses_grow_and_a_day_has_an_end() {
        let minutes: Vec<i64> = (4..=13)
            .map(|wrong| pause_after(wrong).0 / 60_000)
            .collect();
        assert_eq!(minutes, [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
        let last = Timestamp(1_000_000);
        let tried = |for_address| WrongCodes {
            for_address,
            last_for_address: Some(last),
            ..WrongCodes::default()
        };
        assert_eq!(tried(4).limit(last), None);
        assert_eq!(tried(5).limit(last), Some(Limit::Address));
        assert_eq!(tried(5).limit(last.plus(Span::minutes(1))), None);
        assert_eq!(
            tried(20).limit(last.plus(Span::hours(23))),
            Some(Limit::Address)
        );
        assert_eq!(
            WrongCodes {
                by_client: 60,
                ..tried(20)
            }
            .limit(last),
            Some(Limit::Client)
        );
        assert_eq!(
            WrongCodes {
                by_network: 120,
                ..WrongCodes::default()
            }
            .limit(last),
            Some(Limit::Client)
        );
        assert_eq!(
            WrongCodes {
                in_all: 1_000,
                ..WrongCodes::default()
            }
            .limit(last),
            Some(Limit::Installation)
        );
    }

    #[test]
    fn a_code_is_read_however_it_is_written() {
        for typed in [
            "012345",
            " 012 345\n",
            "012-345",
            "012–345.",
            "“012345”",
            "０１２３４５",
            "٠١٢٣٤٥",
            "०१२-३४५",
            "\u{200b}012\u{a0}345\u{202c}",
        ] {
            assert_eq!(typed_code(typed).as_deref(), Some("012345"), "{typed:?}");
        }
        for other in [
            "",
            "01234",
            "0123456",
            "O12345",
            "012345a",
            "code 012345",
            "½12345",
            "一二三四五六",
        ] {
            assert_eq!(typed_code(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_way_back_leads_into_cove() {
        for good in [
            "/home",
            "/settings",
            "/threads/0192f0c6a7b87c0f9d3e5a4b3c2d1e0f#post-0192f0c6a7b87c0f9d3e5a4b3c2d1e0f",
            "/threads/0192f0c6a7b87c0f9d3e5a4b3c2d1e0f/a-slug?x=1#post-1",
            "/threads?topic=waiting%20lists&kind=QUESTION",
        ] {
            assert_eq!(way_back(good), Some(good));
        }
        for bad in [
            "",
            "/",
            "home",
            "//evil.example",
            "///evil.example",
            "/.//evil.example",
            "/..//evil.example",
            "/home/..//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/%2f%2fevil.example",
            "/%5cevil.example",
            "/%2e%2e//evil.example",
            "/\tevil",
            "/\nevil",
            "/home\r\nSet-Cookie: x",
            "/home\0",
            " /home",
            "/home ",
            "https://evil.example/home",
            "javascript:alert(1)",
            "data:text/html,x",
            "/sign-in",
            "/sign-in?next=/sign-in",
            "/sign-in/confirm#token=1",
            "/user:password@evil.example",
            "/home\u{2028}",
            "／／evil.example",
            "/ｈome",
            "?next=/home",
            "#post-1",
        ] {
            assert_eq!(way_back(bad), None, "{bad:?}");
        }
        assert_eq!(
            way_back(&format!("/home?{}", "x".repeat(600))),
            None,
            "too long"
        );
    }
}
