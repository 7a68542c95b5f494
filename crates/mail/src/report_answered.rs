//! The mail to a member whose report the co-ordinator answered.

use crate::layout::{Choices, Layout, templates};

/// What came of a report. It does not say what was reported: others may look at the
/// screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportAnswered {
    /// What stands in every mail.
    pub layout: Layout,
    /// What the member can do about it.
    pub choices: Choices,
    /// Whether the co-ordinator did something about it.
    pub acted: bool,
    /// The co-ordinator's words.
    pub reason: String,
    /// Where it is said in Cove, too, with what was reported.
    pub notifications_url: String,
    /// Where the co-ordinator reads mail, and answers to this one go, if the
    /// operator named an address.
    pub contact: Option<String>,
}

impl ReportAnswered {
    const fn headline(&self) -> &'static str {
        if self.acted {
            "The co-ordinator has acted on what you told them"
        } else {
            "The co-ordinator has looked at what you told them"
        }
    }

    const fn outcome(&self) -> &'static str {
        if self.acted {
            "They have done something about it."
        } else {
            "They have left it as it is."
        }
    }
}

templates!(
    ReportAnswered,
    "report_answered",
    "report_answered/subject.txt",
    "report_answered/body.txt",
    "report_answered/body.html"
);
