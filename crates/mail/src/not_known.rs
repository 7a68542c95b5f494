//! The mail for somebody who asks to sign in with an address that nobody here uses.

use crate::layout::{Layout, templates};

/// Nobody here uses this address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKnown {
    /// What stands in every mail.
    pub layout: Layout,
    /// How to join, in full.
    pub join_url: String,
}

templates!(
    NotKnown,
    "not_known",
    "not_known/subject.txt",
    "not_known/body.txt",
    "not_known/body.html"
);
