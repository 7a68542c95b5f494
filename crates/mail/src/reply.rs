//! The mail to whoever started a thread, or was mentioned: somebody wrote to them. The title stands in the
//! mail and never in the subject; what was written stands in neither.

use crate::layout::{Choices, Layout, templates};

/// Somebody wrote to you.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What stands in every mail.
    pub layout: Layout,
    /// What the member can do about it.
    pub choices: Choices,
    pub reason: Reason,
    /// The thread's title, or the content note that stands in its place.
    pub title: String,
    /// The thread, in full.
    pub url: String,
}

/// Why it concerns the member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It answers their question.
    Question,
    /// It replies to what they started otherwise.
    Discussion,
    /// It names them.
    Mention,
}

templates!(
    Reply,
    "reply",
    "reply/subject.txt",
    "reply/body.txt",
    "reply/body.html"
);
