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

impl AccessPaused {
    fn subject(&self) -> String {
        format!(
            "Your access to {} is paused",
            self.layout.name_for_subject()
        )
    }

    pub(crate) fn sample() -> Self {
        Self {
            layout: Layout::sample(),
            reason: "You have written about one family three times now, and each time they could be found. Let us talk before you go on."
                .into(),
            status_url: "https://cove.example.org/join/status".into(),
            contact: Some("coordinator@cove.example.org".into()),
        }
    }
}

templates!(
    AccessPaused,
    "access_paused",
    "access_paused/body.txt",
    "access_paused/body.html"
);
