//! The mail to whoever gave the answer that the asker marked.

use crate::layout::{Choices, Layout, Stoppable, templates};

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

impl Helped {
    fn subject(&self) -> String {
        format!(
            "Your answer helped someone in {}",
            self.layout.name_for_subject()
        )
    }

    pub(crate) fn sample() -> Self {
        Self {
            layout: Layout::sample(),
            choices: Choices::sample(Stoppable::Yes),
            title: "How long is the wait for a first appointment?".into(),
            url: "https://cove.example.org/threads/thread_01JD8Q5A2M".into(),
        }
    }
}

templates!(Helped, "helped", "helped/body.txt", "helped/body.html");
