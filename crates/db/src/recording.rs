//! Statements, counted always and kept on request.
//!
//! Tests hold the number of statements of each page against its bound; the
//! benchmark runs the very statements of a page again in a bare loop, which is
//! the bound that the page is measured against.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use sea_orm::{Statement, Value as SeaValue};
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

/// The statements of a database.
#[derive(Debug, Default)]
pub(crate) struct Statements {
    count: AtomicU64,
    keeping: AtomicBool,
    kept: Mutex<Vec<Recorded>>,
}

impl Statements {
    pub(crate) fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    pub(crate) fn note(&self, statement: &Statement) {
        self.count.fetch_add(1, Ordering::Relaxed);
        if self.keeping.load(Ordering::Relaxed) {
            self.kept
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(recorded(statement));
        }
    }

    pub(crate) fn keep(&self) {
        self.keeping.store(true, Ordering::Relaxed);
    }

    pub(crate) fn take(&self) -> Vec<Recorded> {
        self.keeping.store(false, Ordering::Relaxed);
        std::mem::take(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn recorded(statement: &Statement) -> Recorded {
    let values = statement
        .values
        .clone()
        .map(|values| values.0)
        .unwrap_or_default();
    Recorded {
        sql: statement.sql.clone(),
        values: values.into_iter().map(value).collect(),
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
