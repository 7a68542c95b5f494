//! The mail that tells the co-ordinator that somebody waits. It names nobody: who asks
//! is read at the desk.

use crate::layout::{Choices, Layout, templates};

/// An application waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationReceivedCoordinator {
    /// What stands in every mail.
    pub layout: Layout,
    /// What the member can do about it.
    pub choices: Choices,
    /// The co-ordinator's page, in full.
    pub desk_url: String,
    /// How many applications wait, this one included.
    pub waiting: u32,
}

templates!(
    ApplicationReceivedCoordinator,
    "application_received_coordinator",
    "application_received_coordinator/subject.txt",
    "application_received_coordinator/body.txt",
    "application_received_coordinator/body.html"
);
