//! The mail to a member who has access again.

use crate::layout::{Choices, Layout, templates};

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

templates!(
    AccessRestored,
    "access_restored",
    "access_restored/subject.txt",
    "access_restored/body.txt",
    "access_restored/body.html"
);
