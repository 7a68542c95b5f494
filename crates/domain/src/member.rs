//! A member: a person, anonymised on leaving, never deleted.

use std::fmt;
use std::str::FromStr;

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
        /// Asked to join and was declined, with a reason.
        Declined = "declined",
        /// On screens: "access paused".
        Suspended = "suspended",
        /// Has left; the name is gone.
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
    if viewer.standing().is_some_and(|standing| standing.member == id) {
        return true;
    }
    match state {
        MemberState::Active | MemberState::Suspended | MemberState::Left => viewer.member().is_ok(),
        MemberState::Applicant | MemberState::Declined => viewer.coordinator().is_ok(),
    }
}

/// What two spellings of one name have in common: lower case. For sorting,
/// searching, and telling two organisations apart.
#[must_use]
pub fn fold(name: &str) -> String {
    name.to_lowercase()
}

/// Whether a name, by its lower-case letters alone, is one of those that Cove
/// itself puts beside words: whoever bore it would seem to speak for the
/// community, or for somebody else.
#[must_use]
pub fn is_ours(letters: &str) -> bool {
    const OURS: [&str; 11] = [
        "acolleague",
        "admin",
        "administrator",
        "coordinator",
        "coordinators",
        "cove",
        "coveteam",
        "deputy",
        "formermember",
        "moderator",
        "moderators",
    ];
    let letters = letters.strip_prefix("the").unwrap_or(letters);
    OURS.contains(&letters) || letters.starts_with("acolleaguein")
}

/// Why a text is not an email address that mail can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an email address")]
pub struct NotAnAddress;

/// An email address, as typed but for white space around it.
///
/// Checked for what makes mail impossible or unsafe (RFC 5321 4.1.2, without
/// quoted local parts and address literals, which nobody here has), not for
/// whether it exists: only a mail that is answered shows that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// As typed.
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
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for EmailAddress {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let (local, host) = text.rsplit_once('@').ok_or(NotAnAddress)?;
        let local_is_sound = !local.is_empty()
            && local.len() <= 64
            && local
                .split('.')
                .all(|atom| !atom.is_empty() && atom.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)));
        let host_is_sound = host.contains('.')
            && host.split('.').all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            });
        if text.len() <= EMAIL_LIMIT && local_is_sound && host_is_sound { Ok(Self(text.to_owned())) } else { Err(NotAnAddress) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_ours() {
        for ours in ["coordinator", "thecoordinator", "formermember", "acolleague", "acolleagueineducation", "cove"] {
            assert!(is_ours(ours), "{ours}");
        }
        for theirs in ["anncove", "thea", "admina", "colleen", ""] {
            assert!(!is_ours(theirs), "{theirs}");
        }
        let read = |byline: &str| byline.to_lowercase().replace(' ', "");
        assert!(is_ours(&read(crate::post::FORMER_MEMBER)));
        assert!([None, Some("Education")].into_iter().all(|sector| is_ours(&read(&crate::post::colleague_in(sector)))));
    }

    #[test]
    fn addresses() {
        for good in ["a@b.uk", " ann.o'neil+cove@school.torbay.sch.uk ", "X@EXAMPLE.ORG"] {
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
            "a@b.uk\0",
        ] {
            assert_eq!(bad.parse::<EmailAddress>(), Err(NotAnAddress), "{bad:?}");
        }
        assert_eq!("Ann@School.UK".parse::<EmailAddress>().unwrap().key(), "ann@school.uk");
    }
}
