//! The mail to a member who has access again.

use crate::layout::{Choices, Layout, Stoppable, templates};

/// You can come in again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRestored {
    /// What stands in every mail.
    pub layout: Layout,
    /// What the member can do about it.
    pub choices: Choices,
    /// Where to sign in, in full.
    pub sign_in_url: String,
}

impl AccessRestored {
    fn subject(&self) -> String {
        format!(
            "You have access to {} again",
            self.layout.name_for_subject()
        )
    }

    pub(crate) fn sample() -> Self {
        Self {
            layout: Layout::sample(),
            choices: Choices::sample(Stoppable::No),
            sign_in_url: "https://cove.example.org/sign-in".into(),
        }
    }
}

templates!(
    AccessRestored,
    "access_restored",
    "access_restored/body.txt",
    "access_restored/body.html"
);
