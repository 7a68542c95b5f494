//! The mail to a member whose access the co-ordinator paused, with the reason.

use crate::layout::{Layout, templates};

/// Your access is paused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessPaused {
    /// What stands in every mail.
    pub layout: Layout,
    /// The co-ordinator's words to the member.
    pub reason: String,
    /// Where to sign in and see where things stand, in full.
    pub status_url: String,
    /// Where the co-ordinator reads mail, and answers to this one go, if the
    /// operator named an address.
    pub contact: Option<String>,
}

templates!(
    AccessPaused,
    "access_paused",
    "access_paused/subject.txt",
    "access_paused/body.txt",
    "access_paused/body.html"
);
