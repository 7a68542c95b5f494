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

impl Declined {
    fn subject(&self) -> String {
        format!("Your request to join {}", self.layout.name_for_subject())
    }

    pub(crate) fn sample() -> Self {
        Self {
            layout: Layout::sample(),
            reason: "This community is for people who work or volunteer in South Devon. The Plymouth network would suit you better.".into(),
            join_url: "https://cove.example.org/join".into(),
        }
    }
}

templates!(
    Declined,
    "declined",
    "declined/body.txt",
    "declined/body.html"
);
