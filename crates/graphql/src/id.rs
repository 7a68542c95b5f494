//! Ids at the boundary.

use std::fmt::Display;
use std::str::FromStr;

use async_graphql::{ID, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use serde::{Serialize, Serializer};

/// An id of one kind: `thread:` and 32 digits. A malformed one and one of another
/// kind are refused, not looked up.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

// The library's own scalar, which is registered before.
#[Scalar(name = "ID")]
impl<T: FromStr + Display + Send + Sync> ScalarType for Id<T> {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        text.parse().map(Self).map_err(|_| {
            InputValueError::custom("This is not an id of the kind that belongs here.")
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl<T: Display> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// For the interface of everything that has an id.
impl<T: Display> From<Id<T>> for ID {
    fn from(id: Id<T>) -> Self {
        Self(id.0.to_string())
    }
}

/// The ids in a list of the input.
pub fn all<T>(ids: Vec<Id<T>>) -> Vec<T> {
    ids.into_iter().map(|id| id.0).collect()
}
