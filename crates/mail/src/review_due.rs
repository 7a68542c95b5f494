//! The mail to whoever keeps a resource: does it still hold? One press on the page
//! behind its button says so; nobody need sign in for it.

use crate::layout::{Choices, Layout, templates};

/// Does it still hold?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewDue {
    /// What stands in every mail.
    pub layout: Layout,
    /// What the member can do about it.
    pub choices: Choices,
    /// The title of the resource, or the content note that stands in its place.
    pub title: String,
    /// "Monday 30 November 2026".
    pub review_by: String,
    /// Whether that day has passed.
    pub is_past: bool,
    /// The page with the one button, in full.
    pub check_url: String,
    /// The resource, in full.
    pub url: String,
}

templates!(
    ReviewDue,
    "review_due",
    "review_due/subject.txt",
    "review_due/body.txt",
    "review_due/body.html"
);
