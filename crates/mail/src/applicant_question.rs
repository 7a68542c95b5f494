//! The mail to an applicant whom the co-ordinator asks something.

use crate::layout::{Layout, templates};

/// The co-ordinator has a question about a request to join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicantQuestion {
    /// What stands in every mail.
    pub layout: Layout,
    /// The question, in the co-ordinator's words.
    pub question: String,
    /// Where it is answered, in full.
    pub status_url: String,
}

templates!(
    ApplicantQuestion,
    "applicant_question",
    "applicant_question/subject.txt",
    "applicant_question/body.txt",
    "applicant_question/body.html"
);
