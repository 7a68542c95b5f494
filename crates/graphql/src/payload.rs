//! What every mutation answers with: a status, problems by field, and what was
//! made.
//!
//! There is one [`Payload`]. It says that something was done only together with
//! what was made, so a status of success beside a null cannot be built. A
//! mutation declares its statuses with `status!` and what it makes with
//! `payload!`.

use std::borrow::Cow;

use app::{Failure, Problems};
use async_graphql::{ObjectType, OutputType, Result, SimpleObject, TypeName};

use crate::Request;
use crate::error::broken;

/// A problem with what was typed: where, and how to put it right.
#[derive(Debug, Clone, SimpleObject)]
pub struct Problem {
    /// The field of the input; none when it is about all of it.
    pub field: Option<String>,
    /// What to do, in plain words.
    pub message: String,
}

/// The statuses of a mutation.
pub trait Status: OutputType + Copy {
    /// It was done. Every other one is a refusal.
    const DONE: Self;
}

/// What a mutation makes.
pub trait Made {
    /// What its payload is called in the schema.
    const PAYLOAD: &'static str;
    /// What may come of it.
    type Status: Status;
    /// The same as fields of the payload, which are null where it was refused.
    type Rows: ObjectType + Default;

    /// As fields, none of them null.
    fn rows(self) -> Self::Rows;
}

/// What came of a mutation: what was made if it was done, and why not if it was
/// refused.
#[derive(SimpleObject)]
#[graphql(name_type)]
pub struct Payload<M: Made> {
    /// What came of it.
    status: M::Status,
    /// What to put right.
    problems: Vec<Problem>,
    #[graphql(flatten)]
    rows: M::Rows,
}

impl<M: Made> TypeName for Payload<M> {
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(M::PAYLOAD)
    }
}

impl<M: Made> Payload<M> {
    /// It was done, and this is what was made.
    #[must_use]
    pub fn done(made: M) -> Self {
        Self {
            status: M::Status::DONE,
            problems: Vec::new(),
            rows: made.rows(),
        }
    }
}

impl<M: Made> From<Refused<M::Status>> for Payload<M> {
    fn from(refused: Refused<M::Status>) -> Self {
        refused.with(M::Rows::default())
    }
}

/// A refusal in the words of a payload.
pub struct Refused<S> {
    status: S,
    problems: Vec<Problem>,
}

impl<S> Refused<S> {
    /// For [`status!`], which gives it every status but that of success.
    pub(crate) fn new(status: S, problems: &Problems) -> Self {
        let shown = |problem: &app::Problem| Problem {
            field: Some(problem.field.to_owned()),
            message: problem.message.clone(),
        };
        Self {
            status,
            problems: problems.list().iter().map(shown).collect(),
        }
    }

    /// Beside the rows as they are now: somebody may have changed them.
    #[must_use]
    pub fn with<M: Made<Status = S>>(self, rows: M::Rows) -> Payload<M> {
        Payload {
            status: self.status,
            problems: self.problems,
            rows,
        }
    }
}

/// Why a command did not do what was asked.
///
/// # Errors
/// [`broken`], where it was not refused.
pub fn refused<R: Into<Refused<S>>, S>(
    request: &Request,
    failure: Failure<R>,
) -> Result<Refused<S>> {
    match failure {
        Failure::Refused(refusal) => Ok(refusal.into()),
        Failure::Broken(error) => Err(broken(request, &error)),
    }
}

/// What a command has just written, read again. Where it is not to be had,
/// because it was hidden in this moment, the caller must not hear of success:
/// with the same idempotency key they can ask again.
///
/// # Errors
/// `INTERNAL` when it is not there.
pub fn made<T>(request: &Request, found: Option<T>) -> Result<T> {
    found.ok_or_else(|| {
        broken(
            request,
            &anyhow::anyhow!("what was just written cannot be read"),
        )
    })
}

/// Declares the statuses of a mutation: first the one of success, then those of
/// the refusals of its command, which have the same names unless one says
/// otherwise. `(problems)` stands behind the one that says what to put right.
macro_rules! status {
    (
        $(#[$doc:meta])*
        $name:ident {
            $(#[$done_doc:meta])* $done:ident
            $(; $refusal:ident { $( $(#[$refused_doc:meta])* $refused:ident $(($problems:ident))? $(= $from:ident)? ),* $(,)? })?
        }
    ) => {
        $(#[$doc])*
        #[derive(async_graphql::Enum, Copy, Clone, Eq, PartialEq)]
        pub enum $name {
            $(#[$done_doc])* $done,
            $($( $(#[$refused_doc])* $refused, )*)?
        }

        impl $crate::payload::Status for $name {
            const DONE: Self = Self::$done;
        }

        $(impl From<$refusal> for $crate::payload::Refused<$name> {
            fn from(refusal: $refusal) -> Self {
                match refusal {
                    $( $crate::payload::status!(@pattern $refusal $refused $(($problems))? $(= $from)?) =>
                        Self::new($name::$refused, $crate::payload::status!(@problems $($problems)?)), )*
                }
            }
        })?
    };
    (@pattern $refusal:ident $refused:ident) => { $refusal::$refused };
    (@pattern $refusal:ident $refused:ident = $from:ident) => { $refusal::$from };
    (@pattern $refusal:ident $refused:ident ($problems:ident)) => { $refusal::$refused($problems) };
    (@problems) => { &app::Problems::new() };
    (@problems $problems:ident) => { &$problems };
}
pub(crate) use status;

/// Declares what a mutation makes, and its payload: the payload's name, its
/// statuses, and what was made with the fields that this has in the payload. No
/// fields where nothing is made.
macro_rules! payload {
    ($payload:literal, $status:ty, $(#[$doc:meta])* $made:ident) => {
        $(#[$doc])*
        pub struct $made;

        impl $crate::payload::Made for $made {
            const PAYLOAD: &'static str = $payload;
            type Status = $status;
            // The library's object without fields.
            type Rows = async_graphql::EmptyMutation;

            fn rows(self) -> Self::Rows {
                async_graphql::EmptyMutation
            }
        }
    };
    (
        $payload:literal, $status:ty,
        $(#[$doc:meta])* $made:ident as $rows:ident { $( $(#[$field_doc:meta])* $field:ident: $kind:ty ),* $(,)? }
    ) => {
        $(#[$doc])*
        pub struct $made {
            $( $(#[$field_doc])* pub $field: $kind, )*
        }

        #[doc = concat!("The fields of `", $payload, "`.")]
        #[derive(async_graphql::SimpleObject, Default)]
        pub struct $rows {
            $( $(#[$field_doc])* pub $field: Option<$kind>, )*
        }

        impl $crate::payload::Made for $made {
            const PAYLOAD: &'static str = $payload;
            type Status = $status;
            type Rows = $rows;

            fn rows(self) -> Self::Rows {
                $rows { $( $field: Some(self.$field), )* }
            }
        }
    };
}
pub(crate) use payload;
