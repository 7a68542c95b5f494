//! The mail to an applicant who may not come in, with the co-ordinator's reason.

use crate::layout::{Layout, templates};

/// A request to join was declined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// What stands in every mail.
    pub layout: Layout,
    /// The co-ordinator's words to the applicant.
    pub reason: String,
    /// How to ask again, in full.
    pub join_url: String,
}

templates!(
    Declined,
    "declined",
    "declined/subject.txt",
    "declined/body.txt",
    "declined/body.html"
);
