//! GraphQL errors: for surprises and missing powers only. Expected refusals are
//! a payload's `status`.
//!
//! A resolver passes on what went wrong by `?`; the library keeps it as the source
//! of its error, and `finish` gives it a code and a log entry once the operation
//! has run.

use std::any::Any;
use std::error::Error as StdError;
use std::sync::Arc;

use async_graphql::{Error, ErrorExtensions, ServerError};
use domain::viewer::Powerless;

use crate::context::Request;

/// What `extensions.code` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// Nobody is signed in, or no longer.
    Unauthenticated,
    /// Somebody is, without this power.
    Forbidden,
    /// The request cannot be meant: a malformed id, a cursor of another list,
    /// something that went while it was read.
    BadRequest,
    /// More is asked for than one request may hold.
    TooComplex,
    /// The database is away; sent with status 503 and `Retry-After`.
    Unavailable,
    /// We broke. Carries a request id and none of our text.
    Internal,
}

impl Code {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::BadRequest => "BAD_REQUEST",
            Self::TooComplex => "TOO_COMPLEX",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}

/// An error with its code.
#[must_use]
pub fn coded(code: Code, message: &str) -> Error {
    Error::new(message).extend_with(|_, extensions| extensions.set("code", code.as_str()))
}

/// What is always there beside another thing, and was hidden in the moment
/// between the reads of the two: nothing broke, and asking again says what is left.
#[must_use]
pub fn gone() -> Error {
    coded(Code::BadRequest, "This is no longer there.")
}

/// Gives an error with a source its code and the words that may be said, and logs
/// what broke.
pub(crate) fn finish(request: &Request, error: &mut ServerError) {
    let Some(source) = error.source.take() else {
        return;
    };
    let causes: Vec<_> =
        std::iter::successors(cause(&*source), |cause| (*cause).source()).collect();
    let powerless = causes.iter().find_map(|cause| cause.downcast_ref());
    let (code, message) = match powerless {
        Some(Powerless::SignedOut) => (Code::Unauthenticated, "Sign in to see this."),
        Some(Powerless::NotAllowed) => (Code::Forbidden, "This is not open to you."),
        None => broken(request, &causes),
    };
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", code.as_str());
    if code == Code::Internal {
        extensions.set("requestId", request.id.as_str());
    }
    message.clone_into(&mut error.message);
}

fn broken(request: &Request, causes: &[&(dyn StdError + 'static)]) -> (Code, &'static str) {
    let texts: Vec<String> = causes.iter().map(ToString::to_string).collect();
    let text = texts.join(": ");
    let words = match causes.iter().find_map(|cause| cause.downcast_ref()) {
        Some(db::Error::DiskFull) => {
            "We cannot reach our records just now. Nothing was changed. Try again in a moment."
        }
        // It may have gone after a change was kept, and before we could read it again.
        Some(db::Error::Away(_)) => "We cannot reach our records just now. Try again in a moment.",
        Some(db::Error::InDoubt(_)) => {
            "We cannot tell whether this was saved. Look before you try again."
        }
        _ => {
            tracing::error!(request = request.id, error = text, "a request broke");
            return (Code::Internal, "Something went wrong on our side.");
        }
    };
    tracing::warn!(request = request.id, error = text, "the database is away");
    request.mark_unavailable();
    (Code::Unavailable, words)
}

/// What a source is. All keys of a loader's batch share its failure.
fn cause(source: &(dyn Any + Send + Sync)) -> Option<&(dyn StdError + 'static)> {
    if let Some(error) = source.downcast_ref::<db::Error>() {
        return Some(error);
    }
    if let Some(error) = source.downcast_ref::<Powerless>() {
        return Some(error);
    }
    let shared = || Some(&**source.downcast_ref::<Arc<anyhow::Error>>()?);
    let error = source.downcast_ref::<anyhow::Error>().or_else(shared)?;
    Some(error.as_ref())
}
