//! The mail to the author of something that the co-ordinator hid.

use crate::layout::{Choices, Layout, templates};

/// Something you wrote is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostHidden {
    /// What stands in every mail.
    pub layout: Layout,
    /// What the member can do about it.
    pub choices: Choices,
    /// The thread's title, or the content note that stands in its place.
    pub title: String,
    /// The thread, in full; none when it is hidden with the opening.
    pub url: Option<String>,
    /// The co-ordinator's words to the author.
    pub reason: String,
    /// Where the co-ordinator reads mail, and answers to this one go, if the
    /// operator named an address.
    pub contact: Option<String>,
}

templates!(
    PostHidden,
    "post_hidden",
    "post_hidden/subject.txt",
    "post_hidden/body.txt",
    "post_hidden/body.html"
);
