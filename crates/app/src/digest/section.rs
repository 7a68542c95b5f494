//! The sections of a copy, in the order of the mail. A new one is a file beside
//! the others and a line in [`load`].

mod needs_answer;
mod new_threads;
mod resources;
mod summaries;
mod unanswered;
mod useful;
mod your_threads;

use db::Db;
use db::digest::Issue;
use db::digest::item::Ranked;

use super::compose::{Composing, Line};

/// One section, with what may go into it in one issue.
pub(super) trait Section: std::fmt::Debug + Send + Sync {
    /// The threads that may go into anybody's copy, best first.
    fn candidates(&self) -> &[Ranked] {
        &[]
    }

    /// What goes into one member's copy.
    fn choose<'a>(&self, copy: &Composing<'a>) -> Vec<Line<'a>>;

    /// Whether its best is what to read if one reads one thing.
    fn is_useful(&self) -> bool {
        false
    }

    /// Its heading, for a reader of this sector: "education".
    fn heading(&self, sector: Option<&str>) -> String;

    /// What the subject says of so many items: "2 new threads".
    fn phrase(&self, count: usize, sector: Option<&str>) -> String;
}

/// All of them, with the candidates of an issue.
pub(super) async fn load(db: &Db, issue: &Issue) -> Result<Vec<Box<dyn Section>>, db::Error> {
    Ok(vec![
        Box::new(your_threads::YourThreads),
        Box::new(needs_answer::NeedsAnswer::load(db, issue).await?),
        Box::new(summaries::Summaries::load(db, issue).await?),
        Box::new(useful::Useful::load(db, issue).await?),
        Box::new(new_threads::NewThreads::load(db, issue).await?),
        Box::new(resources::Resources::load(db, issue).await?),
        Box::new(unanswered::Unanswered::load(db, issue).await?),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_counts() {
        let sections: [&dyn Section; 7] = [
            &your_threads::YourThreads,
            &needs_answer::NeedsAnswer::default(),
            &summaries::Summaries::default(),
            &useful::Useful::default(),
            &new_threads::NewThreads::default(),
            &resources::Resources::default(),
            &unanswered::Unanswered::default(),
        ];
        let education = Some("education");
        for (counts, sector, said) in [
            (
                [0, 2, 0, 0, 3, 0, 0],
                education,
                "2 questions need an answer from education, and 3 new threads",
            ),
            (
                [0, 1, 0, 0, 1, 0, 0],
                education,
                "1 question needs an answer from education, and 1 new thread",
            ),
            ([0, 1, 0, 0, 0, 0, 0], None, "1 question needs an answer"),
            (
                [1, 4, 0, 0, 9, 0, 0],
                education,
                "New replies in one of your threads, and 4 questions need an answer from education",
            ),
            (
                [3, 0, 0, 0, 0, 0, 0],
                None,
                "New replies in 3 of your threads",
            ),
            (
                [0, 0, 0, 1, 0, 0, 1],
                None,
                "1 thread that people found useful, and 1 older question is still without an answer",
            ),
            (
                [0, 0, 0, 2, 5, 0, 7],
                None,
                "2 threads that people found useful, and 5 new threads",
            ),
            (
                [0, 0, 0, 0, 0, 0, 2],
                education,
                "2 older questions are still without an answer",
            ),
            ([0, 2, 0, 0, 0, 0, 0], None, "2 questions need an answer"),
            ([0, 0, 0, 0, 1, 1, 0], None, "1 new thread, and 1 resource"),
            ([0, 0, 0, 0, 0, 3, 0], None, "3 resources"),
            (
                [0, 0, 1, 0, 0, 1, 0],
                None,
                "1 summary of what was learned, and 1 resource",
            ),
            (
                [0, 0, 2, 0, 0, 0, 0],
                None,
                "2 summaries of what was learned",
            ),
            ([0, 0, 0, 0, 0, 0, 0], None, "What is new this week"),
        ] {
            let phrases = sections
                .iter()
                .zip(counts)
                .filter(|(_, count)| *count > 0)
                .map(|(section, count)| section.phrase(count, sector));
            assert_eq!(mail::digest::subject(phrases), said);
        }
    }
}
