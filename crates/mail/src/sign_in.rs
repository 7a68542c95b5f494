//! The mail that lets somebody in.

use crate::layout::{Layout, templates};

/// A link and a code to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// What stands in every mail.
    pub layout: Layout,
    /// The page where a POST signs in, in full.
    pub link: String,
    pub code: String,
    /// How long both work.
    pub minutes: u32,
    /// The time of day at which it was asked for.
    pub asked_at: String,
    /// The browser in which it was asked for, where it says what it is.
    pub asked_in: Option<String>,
}

templates!(
    SignIn,
    "sign_in",
    "sign_in/subject.txt",
    "sign_in/body.txt",
    "sign_in/body.html"
);
