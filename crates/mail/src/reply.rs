//! The mail to whoever started a thread: somebody wrote back. The title stands in the
//! mail and never in the subject; what was written stands in neither.

use crate::layout::{Choices, Layout, Stoppable, templates};

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

impl Reply {
    fn subject(&self) -> String {
        let name = self.layout.name_for_subject();
        match self.opening {
            Opening::Question => format!("A new answer to your question in {name}"),
            Opening::Discussion => format!("A new reply to your discussion in {name}"),
        }
    }

    pub(crate) fn sample() -> Self {
        Self {
            layout: Layout::sample(),
            choices: Choices::sample(Stoppable::Yes),
            opening: Opening::Question,
            title: "What do you say to a parent who is frightened?".into(),
            url: "https://cove.example.org/threads/thread_01JD8Q4ZK7".into(),
        }
    }
}

templates!(Reply, "reply", "reply/body.txt", "reply/body.html");
