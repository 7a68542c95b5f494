//! The mail that lets somebody in.

use crate::layout::{Layout, templates};

/// A link and a code to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// What stands in every mail.
    pub layout: Layout,
    /// The page where a POST signs in, in full.
    pub link: String,
    /// Six digits.
    pub code: String,
    /// How long both work.
    pub minutes: u32,
    /// The time of day at which it was asked for.
    pub asked_at: String,
    /// The browser in which it was asked for, where it says what it is.
    pub asked_in: Option<String>,
}

impl SignIn {
    fn subject(&self) -> String {
        format!("Sign in to {}", self.layout.name_for_subject())
    }

    pub(crate) fn sample() -> Self {
        Self {
            layout: Layout::sample(),
            link: "https://cove.example.org/sign-in#pXvPTEWvQkWqzYFhN1sJtQ".into(),
            code: "402913".into(),
            minutes: 30,
            asked_at: "2:14pm".into(),
            asked_in: Some("Firefox on Windows".into()),
        }
    }
}

templates!(SignIn, "sign_in", "sign_in/body.txt", "sign_in/body.html");
