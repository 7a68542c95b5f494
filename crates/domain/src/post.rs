//! A post: the opening of a thread or a reply to it.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use crate::clock::{Span, Timestamp};
use crate::id::{MemberId, SectorId};
use crate::stored::stored_enum;
use crate::viewer::Member;

/// Characters in a post.
pub const BODY_LIMIT: usize = 20_000;
/// Most members that hear that one post mentions them; more are named and not told.
pub const MENTIONS_TOLD: usize = 20;
/// What counts as a short time.
pub const SHORT_TIME: Span = Span::minutes(10);
/// Posts of one member in a [`SHORT_TIME`]. Members are trusted and never wait:
/// the limits are against machines, and lie where no hand that types arrives.
pub const POSTS_IN_A_SHORT_TIME: i64 = 60;
/// What counts as a long one.
pub const LONG_TIME: Span = Span::hours(24);
/// Posts of one member in a [`LONG_TIME`].
pub const POSTS_IN_A_LONG_TIME: i64 = 300;

stored_enum! {
    /// Whether a post can be seen.
    pub enum PostState {
        /// By every active member.
        Visible = "visible",
        /// Waits for the co-ordinator.
        Held = "held",
        /// The co-ordinator took it away.
        Hidden = "hidden",
        // A stub stays, and so do the answers.
        /// Its author took it back.
        Withdrawn = "withdrawn",
    }
}

stored_enum! {
    /// A reaction: a count without names.
    pub enum Reaction {
        /// Thank you.
        Thanks = "thanks",
        /// I can use this.
        Useful = "useful",
    }
}

/// What is said before words that are hard to read: shown first, and in a mail
/// instead of a title.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    feature = "sea-orm",
    derive(sea_orm::DeriveValueType),
    sea_orm(value_type = "String", column_type = "Text")
)]
pub struct ContentNote {
    /// "Mentions suicide", "describes a method" …
    pub labels: Vec<String>,
    /// The author's own line, if there is one.
    pub text: Option<String>,
}

/// As it is stored: a label a line, then, after an empty line, the text.
impl FromStr for ContentNote {
    type Err = Infallible;

    fn from_str(stored: &str) -> Result<Self, Infallible> {
        let (labels, text) = stored
            .split_once("\n\n")
            .map_or((stored, None), |(labels, text)| {
                (labels, Some(text.to_owned()))
            });
        Ok(Self {
            labels: labels.lines().map(str::to_owned).collect(),
            text,
        })
    }
}

impl fmt::Display for ContentNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.labels.join("\n"))?;
        self.text
            .iter()
            .try_for_each(|text| write!(f, "\n\n{text}"))
    }
}

impl ContentNote {
    /// In one line.
    #[must_use]
    pub fn line(&self) -> String {
        self.labels
            .iter()
            .map(String::as_str)
            .chain(self.text.as_deref())
            .collect::<Vec<_>>()
            .join("; ")
    }
}

/// Who a post is by, as far as anyone but the co-ordinator may know.
///
/// The database layer makes this and drops the author's id of a sealed post,
/// so that nothing above it ever holds one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// A member, by name.
    Named(MemberId),
    /// "A colleague in …", or only "A colleague" where the sector has so few
    /// members that naming it would say who.
    Pseudonymous(Option<SectorId>),
}

/// What stands for the name of somebody who has left.
pub const FORMER_MEMBER: &str = "Former member";

/// Active members that a sector needs before it is named on a sealed post.
pub const CROWD: i64 = 5;

/// How the author of a sealed post is called, by the name of the sector where
/// that may be said. A name in capitals ("NHS mental health") keeps them.
#[must_use]
pub fn colleague_in(sector: Option<&str>) -> String {
    let Some(sector) = sector else {
        return "A colleague".to_owned();
    };
    let mut words = sector.split(' ');
    let first = words.next().unwrap_or_default();
    let is_acronym = first.len() > 1 && first.chars().all(char::is_uppercase);
    let first = if is_acronym {
        first.to_owned()
    } else {
        first.to_lowercase()
    };
    let rest: String = words.map(|word| format!(" {word}")).collect();
    format!("A colleague in {first}{rest}")
}

/// How much a member posted lately, whatever became of it since. Posts of the
/// very same moment do not see each other: of a machine's, a few more get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct Lately {
    /// Posts in a [`SHORT_TIME`].
    pub in_a_short_time: i64,
    /// Posts in a [`LONG_TIME`].
    pub in_a_long_time: i64,
}

impl Lately {
    /// Since when both are counted: the short time, and the long one.
    #[must_use]
    pub const fn since(now: Timestamp) -> (Timestamp, Timestamp) {
        (now.minus(SHORT_TIME), now.minus(LONG_TIME))
    }

    /// Whether one more would be more than anybody types.
    #[must_use]
    pub const fn is_too_many(self) -> bool {
        self.in_a_short_time >= POSTS_IN_A_SHORT_TIME || self.in_a_long_time >= POSTS_IN_A_LONG_TIME
    }
}

/// What decides whether somebody may change a post.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(feature = "sea-orm", derive(sea_orm::FromQueryResult))]
pub struct PostAccess {
    /// The author, sealed or not. Never leaves a command.
    pub author: MemberId,
    /// Its state.
    pub state: PostState,
    /// Whether its thread is locked.
    pub locked: bool,
}

/// Why a post cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotChange {
    /// Somebody else wrote it.
    NotYours,
    /// Its thread is locked.
    Locked,
    /// It is hidden, held or withdrawn: for its author it is not there.
    NotThere,
}

/// Whether the member may edit the post: their own, visible, in an open thread.
pub fn can_edit(member: &Member, post: &PostAccess) -> Result<(), CannotChange> {
    can_withdraw(member, post)?;
    if post.locked {
        Err(CannotChange::Locked)
    } else {
        Ok(())
    }
}

/// Whether the member may withdraw the post: their own and visible. A lock ends
/// the talking, not the right to take back one's own words.
pub fn can_withdraw(member: &Member, post: &PostAccess) -> Result<(), CannotChange> {
    match post.state {
        PostState::Visible if post.author == member.id() => Ok(()),
        PostState::Visible => Err(CannotChange::NotYours),
        PostState::Held | PostState::Hidden | PostState::Withdrawn => Err(CannotChange::NotThere),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_author_is_a_colleague() {
        assert_eq!(colleague_in(Some("Education")), "A colleague in education");
        assert_eq!(
            colleague_in(Some("Third sector")),
            "A colleague in third sector"
        );
        assert_eq!(
            colleague_in(Some("NHS mental health")),
            "A colleague in NHS mental health"
        );
        assert_eq!(colleague_in(None), "A colleague");
    }

    #[test]
    fn one_more_than_anybody_types_is_too_many() {
        let lately = |in_a_short_time, in_a_long_time| Lately {
            in_a_short_time,
            in_a_long_time,
        };
        assert!(!lately(0, 0).is_too_many());
        assert!(!lately(POSTS_IN_A_SHORT_TIME - 1, POSTS_IN_A_LONG_TIME - 1).is_too_many());
        assert!(lately(POSTS_IN_A_SHORT_TIME, POSTS_IN_A_SHORT_TIME).is_too_many());
        assert!(lately(0, POSTS_IN_A_LONG_TIME).is_too_many());
    }

    #[test]
    fn a_content_note_is_labels_and_maybe_a_line() {
        let stored = "Mentions suicide\nDescribes an injury\n\nIn the second half";
        let note: ContentNote = stored.parse().unwrap();
        assert_eq!(note.to_string(), stored);
        assert_eq!(note.labels, ["Mentions suicide", "Describes an injury"]);
        assert_eq!(
            note.line(),
            "Mentions suicide; Describes an injury; In the second half"
        );
        assert_eq!(
            "Mentions suicide".parse(),
            Ok(ContentNote {
                labels: vec!["Mentions suicide".to_owned()],
                text: None
            })
        );
    }
}
