//! What every payload has: a status, and problems by field.

use app::Problems;
use async_graphql::SimpleObject;

/// A problem with what was typed: where, and how to put it right.
#[derive(Debug, Clone, SimpleObject)]
pub struct Problem {
    /// The field of the input; none when it is about all of it.
    pub field: Option<String>,
    /// What to do, in plain words.
    pub message: String,
}

/// The problems of a refused input.
#[must_use]
pub fn problems(problems: &Problems) -> Vec<Problem> {
    problems.list().iter().map(|problem| Problem { field: Some(problem.field.to_owned()), message: problem.message.clone() }).collect()
}
