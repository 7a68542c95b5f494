//! A resource: a thread whose facts are a link, a document or a text that is worth
//! keeping. Somebody keeps it: says by when it is looked at again, and that it still
//! holds.

use crate::clock::Day;
use crate::id::MemberId;
use crate::post::PostState;
use crate::stored::stored_enum;
use crate::viewer::Member;

/// Characters in an address. Those that browsers and mail filters make are longer
/// than any that a person types.
pub const ADDRESS_LIMIT: usize = 2_000;
/// Characters in a fact of one line: who made it, what it costs, where it applies.
pub const FACT_LIMIT: usize = 100;
/// The oldest age that a resource can be for, in years.
pub const OLDEST: i64 = 120;
/// The longest that one reads or watches, in minutes: a working week.
pub const LONGEST: i64 = 40 * 60;
/// Days until a resource is looked at again, unless its keeper says otherwise.
pub const REVIEW_AFTER: i64 = 365;
/// Days for which a resource can be said to hold, at most.
pub const REVIEW_AT_MOST: i64 = 3 * 366;
/// Days before the review date on which its keeper is asked, and from which it is
/// due.
pub const ASK_BEFORE: i64 = 30;
/// Characters in what is new in a version of a document.
pub const CHANGE_LIMIT: usize = 200;
/// Versions of one document.
pub const VERSIONS_LIMIT: i64 = 50;
/// Characters in what somebody used a resource with: "my Year 9 tutor group".
pub const SETTING_LIMIT: usize = 80;

stored_enum! {
    /// What a resource is.
    pub enum ResourceForm {
        /// A page elsewhere.
        Link = "link",
        /// A document that is kept here.
        Document = "document",
        /// Text that was written here: the first message.
        Text = "text",
    }
}

stored_enum! {
    /// Whom a resource speaks to.
    pub enum Audience {
        /// Whoever supports others.
        Staff = "staff",
        /// Children and young people.
        YoungPeople = "young_people",
        /// Parents and carers.
        ParentsAndCarers = "parents_and_carers",
        /// Adults who need it for themselves.
        Adults = "adults",
    }
}

stored_enum! {
    /// The ages that a library is narrowed by.
    pub enum AgeBand {
        /// Before school.
        UnderFive = "under_five",
        /// Primary school.
        FiveToTen = "five_to_ten",
        /// Secondary school.
        ElevenToFifteen = "eleven_to_fifteen",
        /// Sixth form and college.
        SixteenToEighteen = "sixteen_to_eighteen",
        /// Young adults.
        NineteenToTwentyFive = "nineteen_to_twenty_five",
        /// Everybody older.
        OverTwentyFive = "over_twenty_five",
    }
}

impl AgeBand {
    /// The youngest and the oldest of it, in years.
    #[must_use]
    pub const fn years(self) -> (i64, i64) {
        match self {
            Self::UnderFive => (0, 4),
            Self::FiveToTen => (5, 10),
            Self::ElevenToFifteen => (11, 15),
            Self::SixteenToEighteen => (16, 18),
            Self::NineteenToTwentyFive => (19, 25),
            Self::OverTwentyFive => (26, OLDEST),
        }
    }
}

stored_enum! {
    /// By what a library is narrowed, with a count for each value.
    pub enum Facet {
        /// What it is about: the slug of a topic.
        Topic = "topic",
        /// Whom it speaks to.
        Audience = "audience",
        /// How old they are.
        Age = "age",
        /// What one holds in the hand.
        Format = "format",
        /// Whether it still holds.
        State = "state",
    }
}

stored_enum! {
    /// What one holds in the hand.
    pub enum ResourceFormat {
        /// Some pages at most, to give away.
        Leaflet = "leaflet",
        /// To read and come back to.
        Guide = "guide",
        /// To fill in, alone or together.
        Worksheet = "worksheet",
        /// To hang up.
        Poster = "poster",
        /// Several pages of a site.
        Website = "website",
        /// To watch.
        Video = "video",
        /// To listen to.
        Audio = "audio",
        /// To learn with, step by step.
        Training = "training",
        /// To show a group.
        Slides = "slides",
        /// How an organisation does it: a policy, a form, a letter.
        Template = "template",
    }
}

stored_enum! {
    /// Whether a resource still holds, as it is stored.
    pub enum Standing {
        /// It does, as far as it was looked at.
        Kept = "kept",
        /// Another one stands in its place.
        Replaced = "replaced",
        /// It should not be used any more.
        Withdrawn = "withdrawn",
    }
}

stored_enum! {
    /// Whether a resource still holds.
    pub enum ResourceState {
        /// It was looked at, and holds until its review date.
        Current = "current",
        /// Its review date is at most a month away.
        Due = "due",
        /// Its review date has passed: look twice before you use it.
        Overdue = "overdue",
        /// Another one stands in its place.
        Replaced = "replaced",
        /// It should not be used any more.
        Withdrawn = "withdrawn",
    }
}

impl ResourceState {
    /// What it is today.
    #[must_use]
    pub fn on(today: Day, standing: Standing, review_by: Day) -> Self {
        match standing {
            Standing::Replaced => Self::Replaced,
            Standing::Withdrawn => Self::Withdrawn,
            Standing::Kept if review_by < today => Self::Overdue,
            Standing::Kept if review_by <= today.plus(ASK_BEFORE) => Self::Due,
            Standing::Kept => Self::Current,
        }
    }
}

stored_enum! {
    /// The orders of a list of resources.
    pub enum ResourceOrder {
        /// The one that was shared last first.
        Newest = "newest",
        /// The one that most organisations used first.
        MostUsed = "most_used",
        /// The one that was looked at last first.
        RecentlyChecked = "recently_checked",
    }
}

/// Why a resource cannot be kept true by a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotKeep {
    /// It is not there for this member.
    NotThere,
    /// Somebody else keeps it.
    NotKeeper,
}

/// Whether a member may say what is true of a resource: its keeper alone. The
/// co-ordinator has acts of their own, each with a reason.
///
/// # Errors
/// [`CannotKeep`] says why not.
pub fn can_keep(member: &Member, keeper: MemberId, state: PostState) -> Result<(), CannotKeep> {
    if state != PostState::Visible {
        return Err(CannotKeep::NotThere);
    }
    if keeper == member.id() {
        Ok(())
    } else {
        Err(CannotKeep::NotKeeper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_is_due_a_month_before_its_review_and_overdue_the_day_after() {
        let review = Day::parse("2026-11-30").unwrap();
        for (today, state) in [
            ("2026-10-30", ResourceState::Current),
            ("2026-10-31", ResourceState::Due),
            ("2026-11-30", ResourceState::Due),
            ("2026-12-01", ResourceState::Overdue),
        ] {
            let today = Day::parse(today).unwrap();
            assert_eq!(ResourceState::on(today, Standing::Kept, review), state);
            assert_eq!(
                ResourceState::on(today, Standing::Withdrawn, review),
                ResourceState::Withdrawn
            );
        }
    }
}
