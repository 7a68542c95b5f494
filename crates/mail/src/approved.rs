//! The mail to an applicant who may come in.

use crate::layout::{Choices, Layout, Stoppable, templates};

/// You are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// What stands in every mail.
    pub layout: Layout,
    /// What the member can do about it.
    pub choices: Choices,
    /// Where to sign in, in full.
    pub sign_in_url: String,
    /// The house rules, in full.
    pub rules_url: String,
}

impl Approved {
    fn subject(&self) -> String {
        format!("Welcome to {}", self.layout.name_for_subject())
    }

    pub(crate) fn sample() -> Self {
        Self {
            layout: Layout::sample(),
            choices: Choices::sample(Stoppable::No),
            sign_in_url: "https://cove.example.org/sign-in".into(),
            rules_url: "https://cove.example.org/house-rules".into(),
        }
    }
}

templates!(
    Approved,
    "approved",
    "approved/body.txt",
    "approved/body.html"
);
