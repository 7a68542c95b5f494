//! The worker: runs jobs as they are promised, and beside them keeps the
//! calendar and sends the digest, so that a sign-in mail never waits behind ten
//! thousand copies. Nor behind other jobs: urgent ones go first, and places and
//! connections are kept free for them.
//!
//! It runs inside `cove serve`, or alone as `cove worker`. On PostgreSQL there
//! may be several; on SQLite one, which holds the lock file beside the database
//! (`server` takes it).

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use db::job::{Claimed, Outcome, Room, Urgency};
use domain::clock::Span;
use domain::secret;
use futures_util::FutureExt;
use futures_util::future::join_all;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::digest::Postbag;
use crate::jobs;
use crate::mailing::Mailroom;
use crate::{App, digest};

/// Jobs under way at a time. It bounds what a kill can repeat: the mails of
/// these may have been handed over and not yet written down.
const AT_ONCE: usize = 16;
/// The same, as a semaphore wants it.
const ALL: u32 = 16;

/// How many of these may be jobs that are not urgent.
const ORDINARY_AT_ONCE: usize = 12;

/// How long the worker sleeps at most: another process may have enqueued
/// something, and the calendar wants looking at.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);

/// Leases last 30 seconds, and are renewed this often.
const RENEWAL: Duration = Duration::from_secs(10);

/// How long a worker that is told to stop finishes what it has in hand. The
/// whole process is to end within ten seconds, whatever the relay does.
const GRACE: Duration = Duration::from_secs(6);

/// How long finished jobs and spent sign-in records are kept.
const KEEP: Span = Span::days(30);

/// A job that came to an end. Dropped after the commit, it gives its place back.
type Handled = ((Claimed, Outcome), Place);

/// The places for jobs under way.
struct Places {
    all: Arc<Semaphore>,
    ordinary: Arc<Semaphore>,
}

/// What a job under way holds of them.
struct Place {
    _one: Option<OwnedSemaphorePermit>,
    _ordinary: Option<OwnedSemaphorePermit>,
}

impl Places {
    fn new() -> Self {
        Self {
            all: Arc::new(Semaphore::new(AT_ONCE)),
            ordinary: Arc::new(Semaphore::new(ORDINARY_AT_ONCE)),
        }
    }

    fn room(&self) -> Room {
        Room {
            all: self.all.available_permits(),
            ordinary: self.ordinary.available_permits(),
        }
    }

    /// For a job that there was room for: nobody takes any but the one loop.
    fn take(&self, job: &Claimed) -> Place {
        let ordinary = if job.urgent {
            None
        } else {
            Arc::clone(&self.ordinary).try_acquire_owned().ok()
        };
        Place {
            _one: Arc::clone(&self.all).try_acquire_owned().ok(),
            _ordinary: ordinary,
        }
    }
}

/// A worker of one process.
#[derive(Debug, Clone)]
pub struct Worker {
    app: App,
    mailroom: Mailroom,
    name: String,
    postbag: Arc<Postbag>,
}

impl Worker {
    /// With a name of its own, under which it claims.
    #[must_use]
    pub fn new(app: App, mailroom: Mailroom) -> Self {
        let name = secret::hex(&secret::random_bytes::<8>());
        let postbag = Arc::new(Postbag::new(&name));
        Self {
            app,
            mailroom,
            name,
            postbag,
        }
    }

    /// Works until `stop` is ready; then finishes what it has in hand, for six
    /// seconds at most, and gives the rest back. Nothing ends it before: a
    /// database that is away is waited for. A worker that was stopped is done.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        self.work_until(stop).await;
        if let Err(error) = self.give_back(Some(&self.name)).await {
            tracing::warn!(error = %error, "claims were not given back: their leases will run out");
        }
    }

    /// What takes too long is cut off when this returns, and not only left
    /// alone: it may hold the connection by which its claim is given back.
    async fn work_until(&self, stop: impl Future<Output = ()>) {
        let (stopping, stopped) = watch::channel(false);
        let mut work = pin!(async {
            tokio::join!(
                self.work_on_jobs(stopped.clone()),
                self.work_on_digest(stopped.clone())
            )
        });
        tokio::select! {
            biased;
            () = stop => {
                self.postbag.stop();
                // Both loops hold a receiver until they end.
                let _ = stopping.send(true);
                if timeout(GRACE, work).await.is_err() {
                    tracing::warn!("what was in hand took too long to finish: it is given back");
                }
            }
            _ = &mut work => {}
        }
    }

    /// Works until nothing is due. For tests, the demo and one-off commands.
    pub async fn drain(&self) -> anyhow::Result<()> {
        while self.round().await? {}
        Ok(())
    }

    /// Takes back every claim, whoever made it. For the only worker there can
    /// be (on SQLite, once it holds the lock file), when it starts. A database
    /// that is away is waited for.
    pub async fn take_over(&self) {
        let mut trouble = Trouble::default();
        while let Err(error) = self.give_back(None).await {
            sleep(trouble.with(&error.into())).await;
        }
    }

    /// Gives back what a worker has claimed, or everybody's claims.
    async fn give_back(&self, worker: Option<&str>) -> Result<(), db::Error> {
        db::job::give_back(self.app.store(), worker).await?;
        digest::give_back(&self.app, worker).await
    }

    /// One round, one thing after the other: the calendar, a batch of jobs, the
    /// digest. Whether there was anything to do.
    pub async fn round(&self) -> anyhow::Result<bool> {
        let copies = self.look_after_digest().await?;
        let claimed = self
            .claim(Room {
                all: AT_ONCE,
                ordinary: AT_ONCE,
            })
            .await?;
        let results = join_all(claimed.into_iter().map(|job| self.run_one(job))).await;
        self.finish(&results).await?;
        Ok(copies > 0 || !results.is_empty())
    }

    /// Runs jobs as they come and writes down what becomes of them, and holds on
    /// to them meanwhile: neither waits for the other.
    async fn work_on_jobs(&self, stopped: watch::Receiver<bool>) {
        let places = Places::new();
        let (results, results_in) = mpsc::channel(AT_ONCE);
        let work = async {
            tokio::join!(
                self.run_as_they_come(stopped, &places, results),
                self.write_down(results_in)
            )
        };
        tokio::select! {
            ((), ()) = work => {}
            () = self.keep_leases(&places) => {}
        }
    }

    /// Claims as jobs come, and runs up to sixteen at a time.
    ///
    /// Each job is a task of its own, which goes on whatever this loop waits
    /// for. A job that goes on only when it is looked at may hold the writer of
    /// a SQLite database, or be next in line for it, while the one who should
    /// look waits for that writer: then nobody writes any more.
    async fn run_as_they_come(
        &self,
        mut stopped: watch::Receiver<bool>,
        places: &Places,
        results: Sender<Handled>,
    ) {
        let committed = self.app.store().committed();
        // Owned here, so that they end when the worker does.
        let mut under_way = JoinSet::new();
        let mut trouble = Trouble::default();
        // A claim may have been committed whose answer did not come.
        let mut has_strays = false;
        while !*stopped.borrow() {
            tokio::select! {
                biased;
                _ = stopped.changed() => continue,
                // Let go at once: nobody takes any room but this loop. With all of
                // it, whatever is claimed is in nobody's hand.
                _ = places.all.acquire_many(if has_strays { ALL } else { 1 }) => {}
            }
            while under_way.try_join_next().is_some() {}
            let claimed = async {
                if has_strays {
                    db::job::give_back(self.app.store(), Some(&self.name)).await?;
                }
                self.claim(places.room()).await
            };
            let claimed = claimed.await;
            has_strays = claimed
                .as_ref()
                .is_err_and(|error| has_strays || matches!(error, db::Error::InDoubt(_)));
            let nap = match claimed {
                Ok(claimed) => {
                    trouble.is_over();
                    for job in claimed {
                        let place = places.take(&job);
                        under_way.spawn(self.clone().run_and_tell(job, place, results.clone()));
                    }
                    self.until_next(places.room()).await
                }
                Err(error) => trouble.with(&error.into()),
            };
            let waits_for_room = places.room().ordinary == 0;
            tokio::select! {
                biased;
                _ = stopped.changed() => {}
                // Woken by a commit here; by the clock for what other processes
                // enqueue. Either way nothing is missed.
                () = committed.notified() => {}
                _ = places.ordinary.acquire(), if waits_for_room => {}
                () = sleep(nap) => {}
            }
        }
        while under_way.join_next().await.is_some() {}
    }

    async fn run_and_tell(self, job: Claimed, place: Place, results: Sender<Handled>) {
        let result = self.run_one(job).await;
        // Nobody listens to a worker that is cut off: its job is given back.
        let _ = results.send((result, place)).await;
    }

    /// What came together is committed together.
    async fn write_down(&self, mut results: Receiver<Handled>) {
        let mut together = Vec::with_capacity(AT_ONCE);
        while results.recv_many(&mut together, AT_ONCE).await > 0 {
            let (rows, places): (Vec<_>, Vec<_>) = together.drain(..).unzip();
            self.finish_for_sure(&rows).await;
            drop(places);
        }
    }

    /// A slow relay must not make another worker send the same again.
    async fn keep_leases(&self, places: &Places) {
        loop {
            sleep(RENEWAL).await;
            // Who holds nothing does not stand in line with those who write.
            if places.room().all < AT_ONCE
                && let Err(error) =
                    db::job::renew(self.app.store(), &self.name, self.app.now()).await
            {
                tracing::warn!(error = %error, "leases were not renewed");
            }
        }
    }

    /// Keeps the calendar and sends what is due.
    async fn work_on_digest(&self, mut stopped: watch::Receiver<bool>) {
        let mut trouble = Trouble::default();
        while !*stopped.borrow() {
            let nap = match self.look_after_digest().await {
                Ok(0) => {
                    trouble.is_over();
                    LONGEST_SLEEP
                }
                Ok(_) => continue,
                Err(error) => trouble.with(&error),
            };
            // Whether told or woken, the loop looks.
            let _ = timeout(nap, stopped.changed()).await;
        }
    }

    /// How many copies came to an end.
    async fn look_after_digest(&self) -> anyhow::Result<usize> {
        self.housekeep().await?;
        digest::keep_schedule(&self.app).await?;
        digest::send_due(&self.app, &self.mailroom, &self.postbag).await
    }

    async fn claim(&self, room: Room) -> Result<Vec<Claimed>, db::Error> {
        db::job::claim(self.app.store(), &self.name, room, self.app.now()).await
    }

    /// Runs one job. One that panics is given up: it would panic again.
    async fn run_one(&self, job: Claimed) -> (Claimed, Outcome) {
        let outcome = AssertUnwindSafe(jobs::run(&self.app, &self.mailroom, &job))
            .catch_unwind()
            .await
            .unwrap_or_else(|_| {
                tracing::error!(job = job.kind, "a job panicked");
                Outcome::Failed {
                    error: "the job panicked: the log says where".to_owned(),
                }
            });
        (job, outcome)
    }

    async fn finish(&self, results: &[(Claimed, Outcome)]) -> Result<(), db::Error> {
        if results.is_empty() {
            return Ok(());
        }
        db::job::finish(self.app.store(), &self.name, results, self.app.now()).await
    }

    /// What was done is written down, however long the database is away:
    /// forgetting it would do it again.
    async fn finish_for_sure(&self, results: &[(Claimed, Outcome)]) {
        let mut trouble = Trouble::default();
        while let Err(error) = self.finish(results).await {
            sleep(trouble.with(&error.into())).await;
        }
    }

    /// Once an hour: what is kept for a time only is forgotten.
    async fn housekeep(&self) -> Result<(), db::Error> {
        const NAME: &str = "housekeeping";
        const EVERY: Span = Span::hours(1);
        let now = self.app.now();
        let due = db::schedule::next(self.app.db(), NAME).await?;
        // A date further ahead than the next one would be was set by a clock that
        // has gone back since.
        if due.is_some_and(|at| now < at && at <= now.plus(EVERY)) {
            return Ok(());
        }
        let tx = self.app.store().begin().await?;
        let next = now.plus(EVERY);
        let ours = match due {
            Some(at) => db::schedule::advance(&tx, NAME, at, next).await?,
            None => db::schedule::plan(&tx, NAME, next).await?,
        };
        if ours {
            db::job::forget_done(&tx, now.minus(KEEP)).await?;
            db::challenge::forget(&tx, now.minus(KEEP)).await?;
            db::session::forget_dead(&tx, now).await?;
        }
        tx.commit().await
    }

    /// Until the next job that there is room for is due.
    async fn until_next(&self, room: Room) -> Duration {
        let now = self.app.now();
        let urgency = (room.ordinary == 0).then_some(Urgency::Urgent);
        let next = db::job::next_due(self.app.db(), urgency)
            .await
            .ok()
            .flatten();
        next.map_or(LONGEST_SLEEP, |at| {
            Duration::from_millis(u64::try_from(at.0.saturating_sub(now.0)).unwrap_or(0))
                .clamp(Duration::from_millis(10), LONGEST_SLEEP)
        })
    }
}

/// A database that is away is asked again after a second, then two, four … up
/// to half a minute.
#[derive(Debug, Default)]
struct Trouble {
    times: u32,
}

impl Trouble {
    fn with(&mut self, error: &anyhow::Error) -> Duration {
        tracing::warn!(
            error = format!("{error:#}"),
            "the worker waits for the database"
        );
        let wait = Duration::from_secs(1 << self.times.min(5)).min(Duration::from_secs(30));
        self.times += 1;
        wait
    }

    const fn is_over(&mut self) {
        self.times = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_for_the_database_grows_and_ends() {
        let mut trouble = Trouble::default();
        let away = anyhow::anyhow!("away");
        let waits: Vec<u64> = (0..7).map(|_| trouble.with(&away).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30]);
        trouble.is_over();
        assert_eq!(trouble.with(&away).as_secs(), 1);
    }
}
