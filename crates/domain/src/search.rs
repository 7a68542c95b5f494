//! Searching: what words are found by, what a query asks for, and where its words
//! stand in a text.
//!
//! Cove folds and stems words itself, and both databases index what it made, as it
//! is: so they find the same.

mod fold;
mod mark;
mod query;
mod suggest;
mod topic;

pub use fold::{Found, found_by};
pub use mark::{Piece, marked, marked_excerpt};
pub use query::{Query, Synonyms, Term, Typing};
pub use suggest::suggestion;
pub use topic::{Telling, sought, telling};

use crate::stored::stored_enum;
use crate::thread::ThreadKind;

/// Characters of a search; what is behind them is not looked for.
pub const SEARCH_LIMIT: usize = 200;
/// Words of a search; those behind them are not looked for.
pub const WORDS_LIMIT: usize = 16;
/// Characters of a group of synonyms.
pub const SYNONYMS_LIMIT: usize = 300;
/// Members who must have looked for something in vain before the desk is shown
/// the words.
pub const ASKED_BY: i64 = 5;

stored_enum! {
    /// What a search finds.
    pub enum SearchKind {
        /// A question, a discussion, something that worked, a call for partners.
        Thread = "thread",
        /// A reply in a thread.
        Reply = "reply",
        /// A resource of the library.
        Resource = "resource",
        /// A collection of resources.
        Collection = "collection",
        /// A member.
        Member = "member",
    }
}

impl SearchKind {
    /// As what a thread is found.
    #[must_use]
    pub const fn of(kind: ThreadKind) -> Self {
        match kind {
            ThreadKind::Question
            | ThreadKind::Discussion
            | ThreadKind::Practice
            | ThreadKind::Call => Self::Thread,
            ThreadKind::Resource => Self::Resource,
        }
    }

    /// Whether it is a thread as a whole.
    #[must_use]
    pub const fn is_thread(self) -> bool {
        match self {
            Self::Thread | Self::Resource => true,
            Self::Reply | Self::Collection | Self::Member => false,
        }
    }

    /// The word by which an index finds everything of this kind.
    #[must_use]
    pub fn word(self) -> String {
        format!("__{self}")
    }
}

/// What each group of words that mean the same begins with: as the co-ordinator
/// types them, with commas between.
pub const SYNONYMS: &[&str] = &[
    "CAMHS, child and adolescent mental health services",
    "EHCP, education health and care plan",
    "SENDCo, SENCo, special educational needs co-ordinator",
    "SEND, special educational needs",
    "SEMH, social emotional and mental health",
    "A&E, emergency department, accident and emergency",
    "GP, family doctor",
    "DSL, designated safeguarding lead",
    "MHST, mental health support team",
    "MASH, multi agency safeguarding hub",
    "self-harm, selfharm, self-injury",
    "LGBT, LGBTQ, LGBTQIA",
    "EBSA, school avoidance, school refusal",
    "parent, carer",
];
