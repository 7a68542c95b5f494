//! Statements, counted always and kept on request.
//!
//! Tests hold the number of statements of each page against its bound; the
//! benchmark runs the very statements of a page again in a bare loop, which is
//! the bound that the page is measured against.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

pub use sea_orm::{Statement, Value};

/// The statements of a database.
#[derive(Debug, Default)]
pub(crate) struct Statements {
    count: AtomicU64,
    keeping: AtomicBool,
    kept: Mutex<Vec<Statement>>,
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
                .push(statement.clone());
        }
    }

    pub(crate) fn keep(&self) {
        self.keeping.store(true, Ordering::Relaxed);
    }

    pub(crate) fn take(&self) -> Vec<Statement> {
        self.keeping.store(false, Ordering::Relaxed);
        std::mem::take(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
