//! Ids at the boundary.

use std::fmt::{Display, Write as _};
use std::str::FromStr;

use async_graphql::{ID, Result};

use crate::error::{Code, coded};

/// An id as it is written: `thread:` and 32 digits.
pub fn id_of(id: impl Display) -> ID {
    // Room for all of it, or it is moved three times: a page has fifty.
    let mut text = String::with_capacity(48);
    // A text takes everything.
    let _ = write!(text, "{id}");
    ID(text)
}

/// An id of the type that is asked for.
///
/// # Errors
/// `BAD_REQUEST` for malformed ids and those of another type: they are refused,
/// not looked up.
pub fn parse<T: FromStr>(id: &ID) -> Result<T> {
    id.parse().map_err(|_| {
        coded(
            Code::BadRequest,
            "This is not an id of the kind that belongs here.",
        )
    })
}

/// The same for a list of them.
///
/// # Errors
/// `BAD_REQUEST`, if one of them is not.
pub fn parse_all<T: FromStr>(ids: &[ID]) -> Result<Vec<T>> {
    ids.iter().map(parse).collect()
}
