//! Mail that is kept in memory, and no more of it than fits.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Mails in the order in which they came; the oldest go first.
#[derive(Debug)]
pub struct Mailbox<Mail> {
    kept: Mutex<Kept<Mail>>,
}

#[derive(Debug)]
struct Kept<Mail> {
    mails: VecDeque<Arc<Mail>>,
    /// How many went: so a mail's number stays its own.
    gone: usize,
}

impl<Mail> Mailbox<Mail> {
    /// How many mails are kept.
    pub const CAPACITY: usize = 1_000;

    /// The mails, oldest first.
    #[must_use]
    pub fn letters(&self) -> Vec<Arc<Mail>> {
        self.kept().mails.iter().cloned().collect()
    }

    /// The mails with their numbers, oldest first.
    #[must_use]
    pub fn numbered(&self) -> Vec<(usize, Arc<Mail>)> {
        let kept = self.kept();
        (kept.gone..).zip(kept.mails.iter().cloned()).collect()
    }

    /// The mail of a number, while it is kept.
    #[must_use]
    pub fn letter(&self, number: usize) -> Option<Arc<Mail>> {
        let kept = self.kept();
        kept.mails.get(number.checked_sub(kept.gone)?).cloned()
    }

    pub(crate) fn keep(&self, mail: Mail) {
        let mut kept = self.kept();
        if kept.mails.len() == Self::CAPACITY {
            kept.mails.pop_front();
            kept.gone += 1;
        }
        kept.mails.push_back(Arc::new(mail));
    }

    fn kept(&self) -> MutexGuard<'_, Kept<Mail>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Mail> Default for Mailbox<Mail> {
    fn default() -> Self {
        Self {
            kept: Mutex::new(Kept {
                mails: VecDeque::new(),
                gone: 0,
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
            mailbox.keep(mail);
        }
        assert_eq!((mailbox.letter(0), mailbox.letter(1)), (None, None));
        assert_eq!(mailbox.letter(2).as_deref(), Some(&2));
        assert_eq!(mailbox.letters().len(), Mailbox::<usize>::CAPACITY);
        assert!(
            mailbox
                .numbered()
                .into_iter()
                .all(|(number, mail)| number == *mail)
        );
    }
}
