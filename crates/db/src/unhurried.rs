//! Waiting for SQLite without running to the door for each row.
//!
//! sqlx has a thread for each SQLite connection. It wakes us when it has the
//! first row, still holding the lock of the channel that the row lies in. Where
//! there is one core, and the kernel lets us go first, we find that lock held,
//! go back to sleep, are woken again, take the row, and wait for the next: four
//! changes of thread a row, which cost more than the row. So who is woken lets
//! the other go on until it has nothing more to do; with a core for each, that
//! is one short call into the kernel.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// Wakes the task, and remembers that it did: the task has other reasons to be
/// woken, for which nobody needs to be let past.
struct Bell {
    rung: AtomicBool,
    task: Mutex<Waker>,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.rung.store(true, Ordering::Release);
        // Not while the lock is held: that is the very thing.
        let task = self
            .task
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        task.wake();
    }
}

/// Runs work that another thread does for us, and is in no hurry for its end.
pub(crate) async fn unhurried<F: Future>(work: F) -> F::Output {
    let mut work = pin!(work);
    let mut bell: Option<Arc<Bell>> = None;
    poll_fn(|context| {
        let bell = match &bell {
            Some(bell) => {
                bell.task
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .clone_from(context.waker());
                if !bell.rung.swap(false, Ordering::AcqRel) {
                    return Poll::Pending;
                }
                std::thread::yield_now();
                bell
            }
            None => bell.insert(Arc::new(Bell {
                rung: AtomicBool::new(false),
                task: Mutex::new(context.waker().clone()),
            })),
        };
        let waker = Waker::from(Arc::clone(bell));
        work.as_mut().poll(&mut Context::from_waker(&waker))
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::unhurried;

    #[tokio::test]
    async fn work_of_another_thread_comes_to_its_end() {
        let (rows, mut taken) = tokio::sync::mpsc::channel(2);
        let thread =
            std::thread::spawn(move || (0..100).for_each(|row| rows.blocking_send(row).unwrap()));
        let read = unhurried(async {
            let mut sum = 0;
            while let Some(row) = taken.recv().await {
                sum += row;
            }
            sum
        });
        // Woken for something else again and again, it is not the slower.
        let other = async {
            loop {
                tokio::time::sleep(Duration::from_micros(10)).await;
            }
        };
        let sum = tokio::select! {
            sum = read => sum,
            () = other => 0,
        };
        assert_eq!(sum, 4_950);
        thread.join().unwrap();
    }
}
