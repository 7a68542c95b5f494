//! The mail to a member who has access again.

use crate::frame::{Choices, Frame, Stoppable, written};

/// You can come in again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRestored {
    /// What stands in every mail.
    pub frame: Frame,
    /// What the member can do about it.
    pub choices: Choices,
    /// Where to sign in, in full.
    pub sign_in_url: String,
}

impl AccessRestored {
    fn subject(&self) -> String {
        format!("You have access to {} again", self.frame.name_for_subject())
    }

    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::sample(),
            choices: Choices::sample(Stoppable::No),
            sign_in_url: "https://cove.example.org/sign-in".into(),
        }
    }
}

written!(
    AccessRestored,
    "access_restored",
    "access_restored/body.txt",
    "access_restored/body.html"
);
