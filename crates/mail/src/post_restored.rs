//! The mail to the author of something that the co-ordinator put back.

use crate::layout::{Choices, Layout, templates};

/// Something you wrote can be seen again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostRestored {
    /// What stands in every mail.
    pub layout: Layout,
    /// What the member can do about it.
    pub choices: Choices,
    /// The thread's title, or the content note that stands in its place.
    pub title: String,
    /// The thread, in full.
    pub url: String,
    /// The co-ordinator's words to the author.
    pub reason: String,
}

templates!(
    PostRestored,
    "post_restored",
    "post_restored/subject.txt",
    "post_restored/body.txt",
    "post_restored/body.html"
);
