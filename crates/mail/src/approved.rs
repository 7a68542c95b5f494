//! The mail to an applicant who may come in.

use crate::frame::{Choices, Frame, Stoppable, written};

/// You are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// What stands in every mail.
    pub frame: Frame,
    /// What the member can do about it.
    pub choices: Choices,
    /// Where to sign in, in full.
    pub sign_in_url: String,
    /// The house rules, in full.
    pub rules_url: String,
}

impl Approved {
    fn subject(&self) -> String {
        format!("Welcome to {}", self.frame.name_for_subject())
    }

    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::sample(),
            choices: Choices::sample(Stoppable::No),
            sign_in_url: "https://cove.example.org/sign-in".into(),
            rules_url: "https://cove.example.org/house-rules".into(),
        }
    }
}

written!(
    Approved,
    "approved",
    "approved/body.txt",
    "approved/body.html"
);
