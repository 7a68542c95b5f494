//! The mail to an applicant who may come in.

use crate::layout::{Choices, Layout, templates};

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

templates!(
    Approved,
    "approved",
    "approved/subject.txt",
    "approved/body.txt",
    "approved/body.html"
);
