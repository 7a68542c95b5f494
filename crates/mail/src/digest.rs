//! The weekly digest: one member's copy of one issue.
//!
//! What goes in was chosen and authorised by `app` at the moment of sending; here
//! it is only put into words. The subject is made of numbers and kinds, never of
//! anything that a member wrote: subjects show on locked screens and in previews.

use crate::layout::{Choices, Layout, templates};
use crate::look;

/// One member's copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// What stands in every mail.
    pub layout: Layout,
    /// What the member can do about it.
    pub choices: Choices,
    /// What is in it, from [`subject`].
    pub subject: String,
    /// The issue's day in words: "Tuesday 24 November 2026".
    pub issue_date: String,
    /// The co-ordinator's words, if there are any.
    pub note: Option<Note>,
    /// What stands before the sections, and in none of them.
    pub worth_reading: Option<Item>,
    /// What there is, in order; those with nothing in them are left out.
    pub sections: Vec<Section>,
    /// Where everything else is, in full.
    pub home_url: String,
}

/// The co-ordinator's words in both forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub text: String,
    /// As HTML that is safe already (from `markup`); it is not escaped again.
    pub html: String,
}

/// A heading with items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// As a reader sees it: "Questions that need an answer from education".
    pub heading: String,
    /// At least one.
    pub items: Vec<Item>,
}

/// One line of the digest, with a muted one beneath.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Who it comes from, at a glance.
    pub face: Face,
    /// The title, or the content note that stands in its place.
    pub title: String,
    /// Where it is, in full; with an id, never with a slug made from the title.
    pub url: String,
    /// "Question · Education · Asked by Priya N · 3 answers".
    pub meta: String,
    /// The paragraphs of its text that may be mailed: two lines of a resource, a summary
    /// in full.
    pub words: Vec<String>,
}

/// What stands in a circle for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// One or two.
    pub(crate) letters: String,
    /// The slug of their sector, whose colours it has; empty where none is told.
    pub(crate) sector: String,
}

impl Face {
    /// Somebody with a name: their initials.
    #[must_use]
    pub fn named(name: &str, sector: &str) -> Self {
        let mut initials = name
            .split_whitespace()
            .filter_map(|word| word.chars().next().filter(|first| first.is_alphabetic()));
        let ends = [initials.next(), initials.next_back()];
        Self::with(ends.into_iter().flatten(), sector)
    }

    /// Somebody without: the first letter of what they are called in their place.
    #[must_use]
    pub fn unnamed(words: &str, sector: &str) -> Self {
        Self::with(words.chars().take(1), sector)
    }

    fn with(letters: impl Iterator<Item = char>, sector: &str) -> Self {
        Self {
            letters: letters.flat_map(char::to_uppercase).collect(),
            sector: sector.to_owned(),
        }
    }
}

/// A subject that says what is in the copy: "2 questions need an answer from
/// education, and 3 new threads". Made of the two phrases that come first, which
/// matter most to this member; a third would not fit a phone's list.
#[must_use]
pub fn subject(phrases: impl IntoIterator<Item = String>) -> String {
    let mut phrases = phrases.into_iter();
    match (phrases.next(), phrases.next()) {
        (Some(first), Some(second)) => format!("{}, and {second}", capitalised(&first)),
        (Some(only), None) => capitalised(&only),
        _ => "What is new this week".to_owned(),
    }
}

templates!(
    Digest,
    "digest",
    "digest/subject.txt",
    "digest/body.txt",
    "digest/body.html"
);

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
