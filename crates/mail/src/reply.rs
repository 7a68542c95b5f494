//! The mail to whoever started a thread: somebody wrote back. The title stands in the
//! mail and never in the subject; what was written stands in neither.

use crate::layout::{Choices, Layout, templates};

/// Somebody answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What stands in every mail.
    pub layout: Layout,
    /// What the member can do about it.
    pub choices: Choices,
    /// What the member had started.
    pub opening: Opening,
    /// The thread's title, or the content note that stands in its place.
    pub title: String,
    /// The thread, in full.
    pub url: String,
}

/// What a thread was started as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// A question, which gets answers.
    Question,
    /// Anything else, which gets replies.
    Discussion,
}

templates!(
    Reply,
    "reply",
    "reply/subject.txt",
    "reply/body.txt",
    "reply/body.html"
);
