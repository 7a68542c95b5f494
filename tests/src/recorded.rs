//! Statements as they were run, in the values that their tables hold.

use db::recording::{Statement, Value as SeaValue};
use uuid::Uuid;

/// A statement as it was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its text, with `$1` placeholders.
    pub sql: String,
    /// What stood for them.
    pub values: Vec<Value>,
}

/// A value of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
    Uuid(Uuid),
}

impl From<Statement> for Recorded {
    fn from(statement: Statement) -> Self {
        let values = statement.values.map(|values| values.0).unwrap_or_default();
        Self {
            sql: statement.sql,
            values: values.into_iter().map(value).collect(),
        }
    }
}

/// The tables hold few types: anything else is none of theirs.
fn value(value: SeaValue) -> Value {
    match value {
        SeaValue::Bool(Some(it)) => Value::Bool(it),
        SeaValue::BigInt(Some(it)) => Value::Number(it),
        SeaValue::Int(Some(it)) => Value::Number(it.into()),
        // A limit.
        SeaValue::BigUnsigned(Some(it)) => Value::Number(i64::try_from(it).unwrap_or(i64::MAX)),
        SeaValue::String(Some(it)) => Value::Text(it),
        SeaValue::Bytes(Some(it)) => Value::Bytes(it),
        SeaValue::Uuid(Some(it)) => Value::Uuid(it),
        _ => Value::Null,
    }
}
