//! The worker: runs jobs as they are promised, and beside them keeps the
//! calendar and sends the digest, so that a sign-in mail never waits behind ten
//! thousand copies. Nor behind other jobs: urgent ones go first, and slots and
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

use db::job::{Claimed, Room, Urgency};
use db::queue::{Claim, Outcome, Queue};
use domain::clock::Span;
use domain::secret;
use futures_util::FutureExt;
use futures_util::future::join_all;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tracing::Instrument as _;

use crate::backoff::{DatabaseFailures, until_written};
use crate::digest::DigestWorker;
use crate::jobs::{self, Job};
use crate::mailing::MailSender;
use crate::{App, digest, link, resource};

/// Jobs under way at a time. It bounds what a kill can repeat: the mails of
/// these may have been handed over and not yet written down.
const AT_ONCE: usize = 16;
/// The same, as a semaphore wants it.
const ALL: u32 = 16;

/// How many of these may be jobs that are not urgent.
const ORDINARY_AT_ONCE: usize = 12;

/// How long the worker sleeps at most: another process may have enqueued
/// something, and the calendar wants looking at.
const POLL_INTERVAL: Duration = Duration::from_secs(5);
/// The same for links, which are in no hurry.
const LINKS_INTERVAL: Duration = Duration::from_secs(60);

/// How often leases are renewed, which last 30 seconds.
const RENEWAL: Duration = Duration::from_secs(10);

/// How long a worker that is told to stop finishes what it has in hand. The
/// whole process is to end within ten seconds, whatever the relay does.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(6);

/// How long finished jobs and spent sign-in records are kept.
const RETENTION: Span = Span::days(30);

/// A job that came to an end. Dropped after the commit, it gives its slot back.
type Finished = ((Claim, Outcome), Slot);

/// The slots for jobs under way.
struct Slots {
    all: Arc<Semaphore>,
    ordinary: Arc<Semaphore>,
}

/// What a job under way holds of them.
struct Slot {
    _one: Option<OwnedSemaphorePermit>,
    _ordinary: Option<OwnedSemaphorePermit>,
}

impl Slots {
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
    fn take(&self, job: &Claimed) -> Slot {
        let ordinary = if job.urgent {
            None
        } else {
            Arc::clone(&self.ordinary).try_acquire_owned().ok()
        };
        Slot {
            _one: Arc::clone(&self.all).try_acquire_owned().ok(),
            _ordinary: ordinary,
        }
    }
}

/// A worker of one process.
#[derive(Debug, Clone)]
pub struct Worker {
    app: App,
    mail_sender: MailSender,
    name: String,
    digest_worker: Arc<DigestWorker>,
}

impl Worker {
    /// With a name of its own, under which it claims.
    #[must_use]
    pub fn new(app: App, mail_sender: MailSender) -> Self {
        let name = secret::hex(&secret::random_bytes::<8>());
        let digest_worker = Arc::new(DigestWorker::new(&name));
        Self {
            app,
            mail_sender,
            name,
            digest_worker,
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
                self.work_on_digest(stopped.clone()),
                self.work_on_links(stopped.clone())
            )
        });
        tokio::select! {
            biased;
            () = stop => {
                self.digest_worker.stop();
                // All loops hold a receiver until they end.
                let _ = stopping.send(true);
                if timeout(SHUTDOWN_TIMEOUT, work).await.is_err() {
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
        until_written("claims are", || self.give_back(None)).await;
    }

    /// Gives back what a worker has claimed, or everybody's claims.
    async fn give_back(&self, worker: Option<&str>) -> Result<(), db::Error> {
        for queue in [Queue::Jobs, Queue::Copies] {
            queue.give_back(self.app.store(), worker).await?;
        }
        Ok(())
    }

    /// One round, one thing after the other: the calendar, a batch of jobs, the
    /// digest, links. Whether there was anything to do.
    pub async fn round(&self) -> anyhow::Result<bool> {
        link::keep_links(&self.app).await?;
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
        let slots = Slots::new();
        let (results, results_in) = mpsc::channel(AT_ONCE);
        let work = async {
            tokio::join!(
                self.claim_and_run(stopped, &slots, results),
                self.record(results_in)
            )
        };
        tokio::select! {
            ((), ()) = work => {}
            // Who holds nothing does not stand in line with those who write.
            () = keep_claims(&self.app, Queue::Jobs, &self.name, || slots.room().all < AT_ONCE) => {}
        }
    }

    /// Claims as jobs come, and runs up to sixteen at a time.
    ///
    /// Each job is a task of its own, which goes on whatever this loop waits
    /// for. A job that goes on only when it is looked at may hold the writer of
    /// a SQLite database, or be next in line for it, while the one who should
    /// look waits for that writer: then nobody writes any more.
    async fn claim_and_run(
        &self,
        mut stopped: watch::Receiver<bool>,
        slots: &Slots,
        results: Sender<Finished>,
    ) {
        let committed = self.app.store().committed();
        // Owned here, so that they end when the worker does.
        let mut running = JoinSet::new();
        let mut failures = DatabaseFailures::default();
        // A claim may have been committed whose answer did not come.
        let mut has_lost_claims = false;
        while !*stopped.borrow() {
            tokio::select! {
                biased;
                _ = stopped.changed() => continue,
                // Let go at once: nobody takes any room but this loop. With all of
                // it, whatever is claimed is in nobody's hand.
                _ = slots.all.acquire_many(if has_lost_claims { ALL } else { 1 }) => {}
            }
            while running.try_join_next().is_some() {}
            let claimed = async {
                if has_lost_claims {
                    Queue::Jobs
                        .give_back(self.app.store(), Some(&self.name))
                        .await?;
                }
                self.claim(slots.room()).await
            };
            let claimed = claimed.await;
            has_lost_claims = claimed
                .as_ref()
                .is_err_and(|error| has_lost_claims || matches!(error, db::Error::InDoubt(_)));
            let wait = match claimed {
                Ok(claimed) => {
                    failures.reset();
                    for job in claimed {
                        let slot = slots.take(&job);
                        running.spawn(self.clone().run_in_slot(job, slot, results.clone()));
                    }
                    self.until_next(slots.room()).await
                }
                Err(error) => failures.next_wait(&error.into()),
            };
            let waits_for_room = slots.room().ordinary == 0;
            tokio::select! {
                biased;
                _ = stopped.changed() => {}
                // Woken by a commit here; by the clock for what other processes
                // enqueue. Either way nothing is missed.
                () = committed.notified() => {}
                _ = slots.ordinary.acquire(), if waits_for_room => {}
                () = sleep(wait) => {}
            }
        }
        while running.join_next().await.is_some() {}
    }

    async fn run_in_slot(self, job: Claimed, slot: Slot, results: Sender<Finished>) {
        let result = self.run_one(job).await;
        // Nobody listens to a worker that is cut off: its job is given back.
        let _ = results.send((result, slot)).await;
    }

    /// What came together is committed together.
    async fn record(&self, mut results: Receiver<Finished>) {
        let mut together = Vec::with_capacity(AT_ONCE);
        while results.recv_many(&mut together, AT_ONCE).await > 0 {
            let (rows, slots): (Vec<_>, Vec<_>) = together.drain(..).unzip();
            until_written("finished jobs are", || self.finish(&rows)).await;
            drop(slots);
        }
    }

    /// Keeps the calendar and sends what is due.
    async fn work_on_digest(&self, mut stopped: watch::Receiver<bool>) {
        let mut failures = DatabaseFailures::default();
        while !*stopped.borrow() {
            let wait = match self.look_after_digest().await {
                Ok(0) => {
                    failures.reset();
                    POLL_INTERVAL
                }
                Ok(_) => continue,
                Err(error) => failures.next_wait(&error),
            };
            // Whether told or woken, the loop looks.
            let _ = timeout(wait, stopped.changed()).await;
        }
    }

    /// Looks after links, beside all the rest: a round may take an hour. It is cut off
    /// where it stands, since what it has not written is looked at again.
    async fn work_on_links(&self, mut stopped: watch::Receiver<bool>) {
        let mut failures = DatabaseFailures::default();
        let work = async {
            loop {
                let wait = match link::keep_links(&self.app).await {
                    Ok(()) => {
                        failures.reset();
                        LINKS_INTERVAL
                    }
                    Err(error) => failures.next_wait(&error.into()),
                };
                sleep(wait).await;
            }
        };
        tokio::select! {
            biased;
            _ = stopped.wait_for(|is_stopped| *is_stopped) => {}
            () = work => {}
        }
    }

    /// How many copies came to an end.
    async fn look_after_digest(&self) -> anyhow::Result<usize> {
        self.clean_up().await?;
        digest::keep_schedule(&self.app).await?;
        resource::keep_reviews(&self.app).await?;
        digest::send_due(&self.app, &self.mail_sender, &self.digest_worker).await
    }

    async fn claim(&self, room: Room) -> Result<Vec<Claimed>, db::Error> {
        db::job::claim(self.app.store(), &self.name, room, self.app.now()).await
    }

    /// Runs one job. One that panics is given up: it would panic again.
    async fn run_one(&self, job: Claimed) -> (Claim, Outcome) {
        let Claim { id, attempt, .. } = job.claim;
        let span = tracing::info_span!("job", kind = job.kind, %id, attempt);
        let running = async {
            AssertUnwindSafe(jobs::run(&self.app, &self.mail_sender, &job))
                .catch_unwind()
                .await
                .unwrap_or_else(|_| {
                    tracing::error!("a job panicked");
                    Outcome::Failed("the job panicked: the log says where".to_owned())
                })
        };
        (job.claim, running.instrument(span).await)
    }

    async fn finish(&self, results: &[(Claim, Outcome)]) -> Result<(), db::Error> {
        if results.is_empty() {
            return Ok(());
        }
        db::job::finish(self.app.store(), &self.name, results, self.app.now()).await
    }

    /// Once an hour: what is kept for a time only is forgotten.
    async fn clean_up(&self) -> anyhow::Result<()> {
        const NAME: &str = "housekeeping";
        const EVERY: Span = Span::hours(1);
        let now = self.app.now();
        let Some(due) = db::schedule::due(self.app.db(), NAME, now, EVERY).await? else {
            return Ok(());
        };
        let mut tx = self.app.store().begin().await?;
        if due.take(&tx, now.plus(EVERY)).await? {
            db::job::forget_done(&tx, now.minus(RETENTION)).await?;
            db::challenge::forget(&tx, now.minus(RETENTION)).await?;
            db::session::forget_dead(&tx, now).await?;
            jobs::enqueue(&mut tx, Job::SweepFiles, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Until the next job that there is room for is due.
    async fn until_next(&self, room: Room) -> Duration {
        let now = self.app.now();
        let urgency = (room.ordinary == 0).then_some(Urgency::Urgent);
        let next = db::job::next_due(self.app.db(), urgency)
            .await
            .ok()
            .flatten();
        next.map_or(POLL_INTERVAL, |at| {
            Duration::from_millis(u64::try_from(at.0.saturating_sub(now.0)).unwrap_or(0))
                .clamp(Duration::from_millis(10), POLL_INTERVAL)
        })
    }
}

/// Renews a worker's claims as long as it holds any: a slow relay must not make
/// another worker send the same again. Never ends.
pub(crate) async fn keep_claims(
    app: &App,
    queue: Queue,
    worker: &str,
    holds_any: impl Fn() -> bool,
) {
    loop {
        sleep(RENEWAL).await;
        if holds_any()
            && let Err(error) = queue.renew(app.store(), worker, app.now()).await
        {
            tracing::warn!(error = %error, "leases were not renewed");
        }
    }
}
