//! The mail to whoever gave the answer that the asker marked.

use crate::layout::{Choices, Layout, templates};

/// Your answer helped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helped {
    /// What stands in every mail.
    pub layout: Layout,
    /// What the member can do about it.
    pub choices: Choices,
    /// The thread's title, or the content note that stands in its place.
    pub title: String,
    /// The thread, in full.
    pub url: String,
}

templates!(
    Helped,
    "helped",
    "helped/subject.txt",
    "helped/body.txt",
    "helped/body.html"
);
