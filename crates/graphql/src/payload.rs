//! What every mutation answers with: a status, problems by field, and what was
//! made.

use std::borrow::Cow;

use app::{Failure, Problems, Refusal, Status};
use async_graphql::{EmptyMutation, ObjectType, OutputType, Result, SimpleObject, TypeName};

use crate::enums::Enum;

/// A problem with what was typed: where, and how to put it right.
#[derive(Debug, Clone, SimpleObject)]
pub struct Problem {
    /// The field of the input; none when it is about all of it.
    pub field: Option<String>,
    /// What to do, in plain words.
    pub message: String,
}

// The name of `M`, which holds what was made, is that of the mutation.
/// What came of a mutation: what was made if it was done, and why not if it was
/// refused.
#[derive(SimpleObject)]
#[graphql(name_type)]
pub struct Payload<M: ObjectType, R: Refusal> {
    /// What came of it.
    status: Enum<Status<R>>,
    /// What to put right.
    problems: Vec<Problem>,
    #[graphql(flatten)]
    made: M,
}

/// The payload of a mutation that makes nothing, named after its refusals.
pub type Empty<R> = Payload<EmptyMutation, R>;

impl<M: ObjectType, R: Refusal> TypeName for Payload<M, R> {
    fn type_name() -> Cow<'static, str> {
        let made = M::type_name();
        let command = if made == EmptyMutation::type_name() {
            R::COMMAND
        } else {
            &made
        };
        format!("{command}Payload").into()
    }
}

impl<M: ObjectType + Default, R: Refusal> Payload<M, R> {
    /// What came of a command, with what it made. A refusal has nothing beside it.
    pub async fn of<T>(
        done: Result<T, Failure<R>>,
        made: impl AsyncFnOnce(T) -> Result<M>,
    ) -> Result<Self> {
        match settled(done)? {
            Ok(done) => Ok(Self::new(None, &Problems::new(), made(done).await?)),
            Err((refusal, problems)) => Ok(Self::new(Some(refusal), &problems, M::default())),
        }
    }

    /// What came of a command, beside the rows as they are now, also where it was
    /// refused: the screen shows what somebody else did meanwhile.
    pub async fn beside<T>(
        done: Result<T, Failure<R>>,
        rows: impl AsyncFnOnce() -> Result<M>,
    ) -> Result<Self> {
        let (refusal, problems) = match settled(done)? {
            Ok(_) => (None, Problems::new()),
            Err((refusal, problems)) => (Some(refusal), problems),
        };
        Ok(Self::new(refusal, &problems, rows().await?))
    }

    /// A refusal that the command does not know of, or has no words for.
    pub fn new(refusal: Option<R>, problems: &Problems, made: M) -> Self {
        let shown = |problem: &app::Problem| Problem {
            field: Some(problem.field.to_owned()),
            message: problem.message.clone(),
        };
        Self {
            status: Enum(Status(refusal)),
            problems: problems.list().iter().map(shown).collect(),
            made,
        }
    }
}

impl<R: Refusal> Empty<R> {
    /// What came of a command that makes nothing to show.
    pub fn empty(done: Result<(), Failure<R>>) -> Result<Self> {
        Ok(match settled(done)? {
            Ok(()) => Self::new(None, &Problems::new(), EmptyMutation),
            Err((refusal, problems)) => Self::new(Some(refusal), &problems, EmptyMutation),
        })
    }
}

fn settled<T, R>(done: Result<T, Failure<R>>) -> Result<Result<T, (R, Problems)>> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(Failure::Refused(refusal, problems)) => Ok(Err((refusal, problems))),
        Err(Failure::Broken(error)) => Err(error.into()),
    }
}

/// What a command has just written, read again. Where it is not to be had,
/// because it was hidden in this moment, the caller must not hear of success:
/// with the same idempotency key they can ask again.
pub fn written<T>(found: Option<T>) -> Result<T> {
    Ok(found.ok_or_else(|| anyhow::anyhow!("what was just written cannot be read"))?)
}
