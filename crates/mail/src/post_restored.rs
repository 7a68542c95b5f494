//! The mail to the author of something that the co-ordinator put back.

use crate::layout::{Choices, Layout, Stoppable, templates};

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

impl PostRestored {
    fn subject(&self) -> String {
        format!(
            "Something you wrote is back in {}",
            self.layout.name_for_subject()
        )
    }

    pub(crate) fn sample() -> Self {
        Self {
            layout: Layout::sample(),
            choices: Choices::sample(Stoppable::No),
            title: "Sharing what we learned last term".into(),
            url: "https://cove.example.org/threads/thread_01JD8Q5V9C".into(),
            reason: "Thank you for taking the school's name out.".into(),
        }
    }
}

templates!(
    PostRestored,
    "post_restored",
    "post_restored/body.txt",
    "post_restored/body.html"
);
