//! Mail that is kept in memory, and no more of it than fits.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Mails in the order in which they came; the oldest go first.
#[derive(Debug)]
pub struct Mailbox<Mail> {
    inner: Mutex<Inner<Mail>>,
}

#[derive(Debug)]
struct Inner<Mail> {
    mails: VecDeque<Arc<Mail>>,
    /// How many were dropped: so a mail's number stays its own.
    dropped: usize,
}

impl<Mail> Mailbox<Mail> {
    /// How many mails are kept.
    pub const CAPACITY: usize = 1_000;

    /// The mails, oldest first.
    #[must_use]
    pub fn messages(&self) -> Vec<Arc<Mail>> {
        self.inner().mails.iter().cloned().collect()
    }

    /// The mails with their numbers, oldest first.
    #[must_use]
    pub fn numbered(&self) -> Vec<(usize, Arc<Mail>)> {
        let inner = self.inner();
        (inner.dropped..).zip(inner.mails.iter().cloned()).collect()
    }

    /// The mail of a number, while it is kept.
    #[must_use]
    pub fn message(&self, number: usize) -> Option<Arc<Mail>> {
        let inner = self.inner();
        inner.mails.get(number.checked_sub(inner.dropped)?).cloned()
    }

    pub(crate) fn push(&self, mail: Mail) {
        let mut inner = self.inner();
        if inner.mails.len() == Self::CAPACITY {
            inner.mails.pop_front();
            inner.dropped += 1;
        }
        inner.mails.push_back(Arc::new(mail));
    }

    fn inner(&self) -> MutexGuard<'_, Inner<Mail>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Mail> Default for Mailbox<Mail> {
    fn default() -> Self {
        Self {
            inner: Mutex::new(Inner {
                mails: VecDeque::new(),
                dropped: 0,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_go_and_numbers_stay() {
        let mailbox = Mailbox::default();
        for mail in 0..Mailbox::<usize>::CAPACITY + 2 {
            mailbox.push(mail);
        }
        assert_eq!((mailbox.message(0), mailbox.message(1)), (None, None));
        assert_eq!(mailbox.message(2).as_deref(), Some(&2));
        assert_eq!(mailbox.messages().len(), Mailbox::<usize>::CAPACITY);
        assert!(
            mailbox
                .numbered()
                .into_iter()
                .all(|(number, mail)| number == *mail)
        );
    }
}
