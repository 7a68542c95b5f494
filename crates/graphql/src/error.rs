//! GraphQL errors: for surprises and missing powers only. Expected refusals are
//! a payload's `status`.

use std::sync::Arc;

use async_graphql::{Error, ErrorExtensions, Result};
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
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
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

/// A missing power.
#[must_use]
pub fn powerless(reason: Powerless) -> Error {
    match reason {
        Powerless::SignedOut => coded(Code::Unauthenticated, "Sign in to see this."),
        Powerless::NotAllowed => coded(Code::Forbidden, "This is not open to you."),
    }
}

/// What is always there beside another thing, and was hidden in the moment
/// between the reads of the two: nothing broke, and asking again says what is left.
#[must_use]
pub fn gone() -> Error {
    coded(Code::BadRequest, "This is no longer there.")
}

/// Logs what broke, once, and gives the error that says nothing about it but
/// the id under which it was logged.
#[must_use]
pub fn broken(request: &Request, error: &anyhow::Error) -> Error {
    let words = match error.downcast_ref() {
        Some(db::Error::DiskFull) => Some(
            "We cannot reach our records just now. Nothing was changed. Try again in a moment.",
        ),
        // It may have gone after a change was kept, and before we could read it again.
        Some(db::Error::Away(_)) => {
            Some("We cannot reach our records just now. Try again in a moment.")
        }
        Some(db::Error::InDoubt(_)) => {
            Some("We cannot tell whether this was saved. Look before you try again.")
        }
        _ => None,
    };
    if let Some(words) = words {
        tracing::warn!(
            request = request.id,
            error = format!("{error:#}"),
            "the database is away"
        );
        request.mark_unavailable();
        return coded(Code::Unavailable, words);
    }
    tracing::error!(
        request = request.id,
        error = format!("{error:#}"),
        "a request broke"
    );
    Error::new("Something went wrong on our side.").extend_with(|_, extensions| {
        extensions.set("code", Code::Internal.as_str());
        extensions.set("requestId", request.id.as_str());
    })
}

/// A read's result, with its failure logged.
pub trait OrBroken<T> {
    /// The value, or [`broken`].
    ///
    /// # Errors
    /// [`broken`], for whatever went wrong.
    fn or_broken(self, request: &Request) -> Result<T>;
}

impl<T> OrBroken<T> for std::result::Result<T, anyhow::Error> {
    fn or_broken(self, request: &Request) -> Result<T> {
        self.map_err(|error| broken(request, &error))
    }
}

impl<T> OrBroken<T> for db::Result<T> {
    fn or_broken(self, request: &Request) -> Result<T> {
        self.map_err(|error| broken(request, &error.into()))
    }
}

/// What a loader gives: every key of a batch shares its failure.
impl<T> OrBroken<T> for std::result::Result<T, Arc<anyhow::Error>> {
    fn or_broken(self, request: &Request) -> Result<T> {
        self.map_err(|error| broken(request, &error))
    }
}
