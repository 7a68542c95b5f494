//! A member: a person, anonymised on leaving, never deleted.

use std::fmt;
use std::str::FromStr;

use crate::clock::Timestamp;
use crate::id::MemberId;
use crate::stored::stored_enum;
use crate::viewer::Viewer;

/// Characters in a name.
pub const NAME_LIMIT: usize = 80;
/// Characters in a role at work.
pub const ROLE_LIMIT: usize = 80;
/// Characters in the name of an organisation.
pub const ORGANISATION_LIMIT: usize = 120;
/// Characters in "why do you want to join".
pub const WHY_LIMIT: usize = 1_000;
/// Characters in an applicant's answer to the co-ordinator's question.
pub const ANSWER_LIMIT: usize = 1_000;
/// Characters in an address (RFC 5321 4.5.3.1.3 allows a path of 256 with its
/// brackets).
pub const EMAIL_LIMIT: usize = 254;

stored_enum! {
    /// Where a person stands.
    pub enum MemberState {
        /// Asked to join; the co-ordinator has not decided.
        Applicant = "applicant",
        /// A member.
        Active = "active",
        /// Asked to join and was declined.
        Declined = "declined",
        /// Their access is paused.
        Suspended = "suspended",
        // The name is gone.
        /// Has left.
        Left = "left",
    }
}

stored_enum! {
    /// What a member may do beyond being one.
    pub enum Role {
        /// Nothing more.
        Member = "member",
        /// Looks after the community.
        Coordinator = "coordinator",
        /// Stands in for the co-ordinator until a date.
        Deputy = "deputy",
    }
}

/// Whether a viewer may see who somebody is: everyone sees themself; active
/// members see those who are or were members, whose names stand beside what
/// they wrote; applicants and the declined are the co-ordinator's to see.
#[must_use]
pub fn can_be_seen(viewer: &Viewer, id: MemberId, state: MemberState) -> bool {
    if viewer
        .principal()
        .is_some_and(|principal| principal.member == id)
    {
        return true;
    }
    match state {
        MemberState::Active | MemberState::Suspended | MemberState::Left => viewer.member().is_ok(),
        MemberState::Applicant | MemberState::Declined => viewer.coordinator().is_ok(),
    }
}

/// Whether somebody looks after the community now: the co-ordinator, or a deputy
/// before their date.
#[must_use]
pub fn looks_after(
    state: MemberState,
    role: Role,
    deputy_until: Option<Timestamp>,
    now: Timestamp,
) -> bool {
    state == MemberState::Active
        && match role {
            Role::Member => false,
            Role::Coordinator => true,
            Role::Deputy => deputy_until.is_some_and(|until| now < until),
        }
}

/// Why a text is not an email address that mail can be sent to, in words for
/// whoever typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAddress {
    /// Something is missing, or stands where nothing can.
    #[error("Enter a whole email address, like name@example.org")]
    Incomplete,
    /// More than one.
    #[error("Enter one email address, not two")]
    Several,
    /// White space in it. It may stand for something, so without it this would
    /// perhaps be somebody else's.
    #[error("Check the email address: there is a space inside it, and no email address has one")]
    Space,
    /// A letter that only looks like one that mail goes to, or that few mail
    /// systems know.
    #[error("Type the email address again with plain letters: it has “{0}” in it")]
    Letter(char),
    /// Invisible signs that turn it round: it is not what it looks like.
    #[error(
        "Type the email address again by hand: what was pasted has invisible signs that turn it round"
    )]
    Turned,
}

/// An email address, as it was meant: without what surrounds it where it was
/// copied, and without invisible signs.
///
/// Checked for what makes mail impossible or unsafe (RFC 5321 4.1.2, without
/// quoted local parts and address literals, which nobody here has), not for
/// whether it exists: only a mail that is answered shows that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// As it was meant.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two spellings of one address have in common: lower case. The local
    /// part is case-sensitive on paper (RFC 5321 2.4) and nowhere else.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }

    /// What addresses have in common whose mail lies in one mailbox:
    /// `ann+cove@…` is `ann@…`. For limits only; nobody signs in by it.
    #[must_use]
    pub fn mailbox(&self) -> String {
        let key = self.key();
        match key
            .rsplit_once('@')
            .map(|(local, host)| (local.split('+').next().unwrap_or_default(), host))
        {
            Some((local, host)) if !local.is_empty() => format!("{local}@{host}"),
            _ => key,
        }
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for EmailAddress {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let seen = without_invisible(text)?;
        let text = unwrapped(&seen)?;
        let (local, host) = text.rsplit_once('@').ok_or_else(|| fault_of(text))?;
        let local_is_sound = !local.is_empty()
            && local.len() <= 64
            && local.split('.').all(|atom| {
                !atom.is_empty()
                    && atom
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c))
            });
        // The last part of an IPv4 address is a number, and that of a name never.
        let is_name = host
            .rsplit_once('.')
            .is_some_and(|(_, last)| last.chars().any(|char| char.is_ascii_alphabetic()));
        let host_is_sound = is_name
            && host.split('.').all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            });
        if text.len() <= EMAIL_LIMIT && local_is_sound && host_is_sound {
            Ok(Self(text.to_owned()))
        } else {
            Err(fault_of(text))
        }
    }
}

/// The text without signs that nobody sees. Those that change nothing go; those
/// that show letters in another order than they are sent in make it a different
/// address from the one on the screen.
fn without_invisible(text: &str) -> Result<String, NotAnAddress> {
    if text.contains(['\u{200F}', '\u{61C}', '\u{202B}', '\u{202E}', '\u{2067}']) {
        return Err(NotAnAddress::Turned);
    }
    let is_unseen = |char| {
        matches!(char, '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{200B}'..='\u{200E}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
    };
    Ok(text.chars().filter(|char| !is_unseen(*char)).collect())
}

/// The address in what a mail program, a web page or a sentence gives: in
/// brackets behind a name, behind `mailto:`, before a full stop.
fn unwrapped(text: &str) -> Result<&str, NotAnAddress> {
    let text = text
        .trim()
        .trim_end_matches(is_stop)
        .trim_start_matches([',', ';'])
        .trim();
    let text = match text
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'))
    {
        // A name may be anything but another address.
        Some((name, inside)) if !name.contains(['@', '<', '>']) || name.trim() == inside.trim() => {
            inside.trim()
        }
        Some(_) => return Err(NotAnAddress::Several),
        None => text,
    };
    let text = match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => {
            let address = text.get(7..).unwrap_or_default();
            // Behind the question mark is what the mail would say.
            let address = address
                .split_once('?')
                .map_or(address, |(address, _)| address);
            if address.contains('%') {
                return Err(NotAnAddress::Incomplete);
            }
            address
        }
        _ => text,
    };
    let is_pair = |pair: &(char, char)| {
        text.starts_with(pair.0) && text.ends_with(pair.1) && text.chars().count() > 2
    };
    let pairs = [
        ('"', '"'),
        ('\'', '\''),
        ('“', '”'),
        ('‘', '’'),
        ('«', '»'),
        ('(', ')'),
        ('[', ']'),
    ];
    let text = pairs
        .iter()
        .find(|pair| is_pair(pair))
        .map_or(text, |pair| {
            text.trim_start_matches(pair.0).trim_end_matches(pair.1)
        });
    Ok(text.trim().trim_end_matches(is_stop).trim())
}

fn is_stop(char: char) -> bool {
    char.is_whitespace() || matches!(char, '.' | ',' | ';' | ':')
}

fn fault_of(text: &str) -> NotAnAddress {
    if text.matches('@').count() > 1 {
        return NotAnAddress::Several;
    }
    let has_at = text.contains('@');
    let odd = text
        .chars()
        .find(|char| !char.is_ascii() && !char.is_whitespace() && !char.is_control());
    match odd {
        Some(char) if has_at || char == '＠' => NotAnAddress::Letter(char),
        _ if has_at && text.contains(char::is_whitespace) => NotAnAddress::Space,
        _ => NotAnAddress::Incomplete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in [
            "a@b.uk",
            " ann.o'neil+cove@school.torbay.sch.uk ",
            "X@EXAMPLE.ORG",
            "a@1.2.uk",
            "a@example.xn--p1ai",
        ] {
            assert!(good.parse::<EmailAddress>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "@b.uk",
            "a@",
            "a@b",
            "a b@c.uk",
            "a@b.uk\nBcc: c@d.uk",
            "a..b@c.uk",
            ".a@c.uk",
            "a@-b.uk",
            "a@b..uk",
            "\"a\"@b.uk",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@[IPv6:::1]",
            "a@b.1",
            "a@b.1-2",
            "a@b.uk\0",
            "<",
            ">",
            "mailto:",
            "''",
        ] {
            assert!(bad.parse::<EmailAddress>().is_err(), "{bad:?}");
        }
        assert_eq!(
            "Ann@School.UK".parse::<EmailAddress>().unwrap().key(),
            "ann@school.uk"
        );
        let mailbox = |text: &str| text.parse::<EmailAddress>().unwrap().mailbox();
        for same in [
            "ann@school.uk",
            "Ann+1@school.uk",
            "ann+1+2@SCHOOL.uk",
            "ann+@school.uk",
        ] {
            assert_eq!(mailbox(same), "ann@school.uk", "{same}");
        }
        assert_eq!(mailbox("+1@school.uk"), "+1@school.uk");
    }

    #[test]
    fn an_address_is_taken_out_of_what_it_was_copied_with() {
        for pasted in [
            "\u{feff}jo@example.org",
            "jo\u{200b}@example.org\u{a0}",
            "\u{2066}jo@example.org\u{2069}",
            "\u{200e}jo@exam\u{ad}ple.org",
            "MAILTO:jo@example.org",
            "mailto:jo@example.org?subject=Hello%20there",
            "<jo@example.org>",
            "Jo Roe <jo@example.org>",
            "\"Roe, Jo\" <jo@example.org>;",
            "Jo <mailto:jo@example.org>",
            "jo@example.org <jo@example.org>",
            "jo@example.org.",
            "jo@example.org;",
            "jo@example.org, ",
            "(jo@example.org)",
            "“jo@example.org”.",
            "'jo@example.org'",
        ] {
            assert_eq!(
                pasted.parse::<EmailAddress>().map(|email| email.0),
                Ok("jo@example.org".to_owned()),
                "{pasted:?}"
            );
        }
    }

    #[test]
    fn what_is_wrong_with_an_address_is_named() {
        for (typed, fault) in [
            ("jo", NotAnAddress::Incomplete),
            ("jo@example", NotAnAddress::Incomplete),
            ("mailto:jo%2Bx@example.org", NotAnAddress::Incomplete),
            ("jo@example.org, al@example.org", NotAnAddress::Several),
            ("jo@example.org <al@example.org>", NotAnAddress::Several),
            ("jo roe@example.org", NotAnAddress::Space),
            ("jo@example .org", NotAnAddress::Space),
            ("jo@127.0.0.1", NotAnAddress::Incomplete),
            ("jо@example.org", NotAnAddress::Letter('о')),
            ("jo＠example.org", NotAnAddress::Letter('＠')),
            ("\u{202e}gro.elpmaxe@oj", NotAnAddress::Turned),
            ("\u{2067}123@456.org\u{2069}", NotAnAddress::Turned),
        ] {
            assert_eq!(typed.parse::<EmailAddress>(), Err(fault), "{typed:?}");
        }
    }
}
