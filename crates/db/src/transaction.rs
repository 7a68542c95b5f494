//! A transaction, and what a failure in it means.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{DatabaseTransaction, DbErr, RuntimeErr};
use tokio::sync::Notify;

use crate::store::Handle;
use crate::writes::Writes;
use crate::{Error, Reads as _, Result};

/// A transaction: everything or nothing. Dropped without [`Tx::commit`], nothing.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    committed: Arc<Notify>,
    writes: Arc<Writes>,
    /// A statement failed: the database may have rolled back already, and would
    /// then keep each further statement by itself.
    is_over: AtomicBool,
    has_written: AtomicBool,
    pub(crate) has_jobs: bool,
    has_entry: AtomicBool,
}

impl Tx {
    pub(crate) const fn new(
        inner: DatabaseTransaction,
        committed: Arc<Notify>,
        writes: Arc<Writes>,
    ) -> Self {
        Self {
            inner,
            committed,
            writes,
            is_over: AtomicBool::new(false),
            has_written: AtomicBool::new(false),
            has_jobs: false,
            has_entry: AtomicBool::new(false),
        }
    }

    /// It wrote into the audit list.
    pub(crate) fn note_entry(&self) {
        self.has_entry.store(true, Ordering::Relaxed);
    }

    /// Makes it so, then rings for the worker if there is work.
    ///
    /// # Errors
    /// Whatever the database says; nothing of the transaction happened then,
    /// unless it is [`Error::InDoubt`].
    pub async fn commit(self) -> Result<()> {
        // PostgreSQL says nothing but "ROLLBACK" to a commit after a statement
        // that failed, and sqlx does not look.
        self.ready()?;
        if let Err(error) = self.inner.commit().await {
            let error = Error::of_commit(error);
            self.writes.commit_failed(&error);
            return Err(error);
        }
        if self.has_written.load(Ordering::Relaxed) {
            self.writes.succeeded();
        }
        if self.has_jobs {
            self.committed.notify_one();
        }
        if self.has_entry.load(Ordering::Relaxed) {
            self.writes.recorded.notify_one();
        }
        Ok(())
    }
}

impl Handle for Tx {
    type Connection = DatabaseTransaction;

    fn connection(&self) -> &DatabaseTransaction {
        &self.inner
    }

    fn ready(&self) -> std::result::Result<(), DbErr> {
        if self.is_over.load(Ordering::Acquire) {
            let why = "a statement of this transaction failed before".to_owned();
            return Err(DbErr::Conn(RuntimeErr::Internal(why)));
        }
        Ok(())
    }

    fn failed(&self, error: &DbErr) {
        self.is_over.store(true, Ordering::Release);
        self.writes.statement_failed(self.engine(), error);
    }

    fn changed(&self) {
        self.has_written.store(true, Ordering::Relaxed);
    }
}
