//! The mail that lets somebody in.

use crate::frame::{Frame, written};

/// A link and a code to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// What stands in every mail.
    pub frame: Frame,
    /// The page where a POST signs in, in full.
    pub link: String,
    /// Six digits.
    pub code: String,
    /// How long both work.
    pub minutes: u32,
}

impl SignIn {
    fn subject(&self) -> String {
        format!("Sign in to {}", self.frame.name_for_subject())
    }

    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::sample(),
            link: "https://cove.example.org/sign-in#pXvPTEWvQkWqzYFhN1sJtQ".into(),
            code: "402913".into(),
            minutes: 30,
        }
    }
}

written!(SignIn, "sign_in", "sign_in/body.txt", "sign_in/body.html");
