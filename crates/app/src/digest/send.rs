//! Sending an issue: enrol, claim, compose, hand over, write down.
//!
//! Three stages work at once and pass copies on: one claims by the fifty and
//! composes, and enrols more members when nothing is left to claim; one hands
//! over; one commits what was handed over meanwhile. A copy that is handed over
//! holds one of `WINDOW` permits until it is written down, so a kill at any
//! instant leaves no more than those to arrive twice.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono_tz::Tz;
use db::digest::Issue;
use db::digest::delivery::{self, Claimed, Items, Outcome};
use db::job::Urgency;
use db::queue::Queue;
use domain::Timestamp;
use domain::digest::{DigestState, SkipReason, next_cut_off};
use domain::id::{IssueId, MemberId};
use domain::mail::{DigestFrequency, MailKind};
use domain::member::MemberState;
use futures_util::{StreamExt as _, stream};
use mail::{DraftError, Fault, Message};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::Instrument as _;

use super::compose::{Batch, Candidates, compose};
use super::schedule;
use super::words::{CopyKind, IssueLayout};
use crate::App;
use crate::backoff::{Backoff, until_written};
use crate::jobs::{JobError, Limit};
use crate::mailing::{Delivered, MailSender, Recipient, Stoppable, choices};
use crate::worker::keep_claims;

/// Copies that may be handed over and not yet written down.
const WINDOW: usize = 16;
/// Copies claimed at a time.
const CLAIM: usize = 50;
/// Results taken at a time; a commit may hold a few more.
const COMMIT_AT_MOST: usize = 64;
/// A commit waits for so many, which leaves the relay some to go on with …
const COMMIT_AT_LEAST: usize = 12;
/// … but not longer than this: a slow relay's come one by one.
const COMMIT_WITHIN: Duration = Duration::from_millis(5);

/// One worker's part in sending: its name, whether it is to stop, and how long
/// it leaves a relay alone that is away.
#[derive(Debug)]
pub struct DigestWorker {
    name: String,
    is_stopping: AtomicBool,
    backoff: Mutex<RelayBackoff>,
}

#[derive(Debug, Default)]
struct RelayBackoff {
    time: Option<(Timestamp, Timestamp)>,
    failures: i64,
}

impl RelayBackoff {
    /// A clock that went back to before the pause ends it.
    fn is_on(&self, now: Timestamp) -> bool {
        self.time
            .is_some_and(|(from, until)| from <= now && now < until)
    }
}

impl DigestWorker {
    /// Of a worker with this name, under which it claims.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            is_stopping: AtomicBool::new(false),
            backoff: Mutex::default(),
        }
    }

    /// Takes no further copy in hand; those in hand are finished.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
    }

    fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Relaxed)
    }

    fn backoff(&self) -> MutexGuard<'_, RelayBackoff> {
        self.backoff.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the relay is to be left alone.
    #[must_use]
    pub fn is_backing_off(&self, now: Timestamp) -> bool {
        self.backoff().is_on(now)
    }

    /// The relay is away: leaves it alone for a while.
    fn back_off(&self, now: Timestamp) {
        let mut backoff = self.backoff();
        // Copies under way together fail together: that is one failure.
        if backoff.is_on(now) {
            return;
        }
        backoff.failures += 1;
        backoff.time = Some((now, now.plus(Backoff::RELAY.after(backoff.failures))));
    }

    fn reset_backoff(&self) {
        *self.backoff() = RelayBackoff::default();
    }
}

/// Sends what is due, as far as it goes: until nothing is, the relay is away or
/// the worker is to stop. How many copies came to an end.
pub async fn send_due(
    app: &App,
    sender: &MailSender,
    worker: &DigestWorker,
) -> anyhow::Result<usize> {
    let mut ended = 0;
    let mut issues = db::digest::open(app.db()).await?;
    issues.retain(|issue| issue.state == DigestState::Sending);
    for issue in issues {
        let span = tracing::info_span!("digest", issue = %issue.id);
        ended += send_issue(app, sender, worker, issue)
            .instrument(span)
            .await?;
    }
    Ok(ended)
}

async fn send_issue(
    app: &App,
    sender: &MailSender,
    worker: &DigestWorker,
    issue: Issue,
) -> anyhow::Result<usize> {
    let (id, is_enrolled) = (issue.id, issue.is_enrolled);
    let mut ended = 0;
    if !worker.is_stopping() && !worker.is_backing_off(app.now()) {
        let is_due = delivery::is_due(app.db(), id, &worker.name, app.now()).await?;
        if is_due || !is_enrolled {
            let zone = schedule::time_zone(app).await?;
            let run = IssueRun::new(app, sender, worker, issue, zone).await?;
            ended = run.go().await?;
        }
    }
    // Whoever is not enrolled by the next issue would be forgotten, and not be
    // counted as one whom the relay kept from theirs.
    while worker.is_backing_off(app.now()) && !is_enrolled && !worker.is_stopping() {
        if !enrol_some(app, id).await? {
            break;
        }
    }
    let tx = app.store().begin().await?;
    let is_over = db::digest::finish(&tx, id, app.now()).await?;
    tx.commit().await?;
    if is_over {
        tracing::info!("the digest is sent");
    }
    Ok(ended)
}

/// Whether there may be more to enrol.
async fn enrol_some(app: &App, issue: IssueId) -> Result<bool, db::Error> {
    let tx = app.store().begin().await?;
    let has_more = delivery::enrol(&tx, issue, app.now()).await?;
    tx.commit().await?;
    Ok(has_more)
}

/// A message to hand over, and what it holds.
struct Composed {
    copy: Claimed,
    message: Message,
    items: Items,
}

/// A result to write down. Dropping it after the commit gives the permit back.
struct Finished {
    copy: Claimed,
    outcome: Outcome,
    permit: Option<OwnedSemaphorePermit>,
}

struct IssueRun<'a> {
    app: &'a App,
    sender: &'a MailSender,
    worker: &'a DigestWorker,
    layout: IssueLayout,
    deadline: Timestamp,
    candidates: Candidates,
    is_relay_away: AtomicBool,
}

impl<'a> IssueRun<'a> {
    async fn new(
        app: &'a App,
        sender: &'a MailSender,
        worker: &'a DigestWorker,
        issue: Issue,
        zone: Tz,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            app,
            sender,
            worker,
            layout: IssueLayout::of(app, &issue, zone).await?,
            deadline: next_cut_off(issue.cut_off, zone),
            candidates: Candidates::load(app.db(), issue).await?,
            is_relay_away: AtomicBool::new(false),
        })
    }

    async fn go(&self) -> Result<usize, db::Error> {
        // What an earlier run claimed and could not give back is in nobody's hand.
        Queue::Copies
            .give_back(self.app.store(), Some(&self.worker.name))
            .await?;
        // Room for a batch ahead: the next is claimed and composed while this
        // one is handed over.
        let (messages, messages_in) = mpsc::channel(WINDOW);
        let (results, results_in) = mpsc::channel(COMMIT_AT_MOST);
        let work = async {
            let composing = self.claim_and_compose(messages, results.clone());
            let (composed, (), ended) = tokio::join!(
                composing,
                self.send_all(messages_in, results),
                self.record(results_in)
            );
            composed.map(|()| ended)
        };
        let ended = tokio::select! {
            ended = work => ended,
            () = keep_claims(self.app, Queue::Copies, &self.worker.name, || true) => Ok(0),
        };
        if ended.is_err() || self.is_over() {
            Queue::Copies
                .give_back(self.app.store(), Some(&self.worker.name))
                .await?;
        }
        ended
    }

    /// Whether no further copy is to be taken in hand.
    fn is_over(&self) -> bool {
        self.worker.is_stopping() || self.is_relay_away.load(Ordering::Relaxed)
    }

    /// First stage.
    async fn claim_and_compose(
        &self,
        messages: Sender<Composed>,
        results: Sender<Finished>,
    ) -> Result<(), db::Error> {
        let issue = &self.candidates.issue;
        let mut has_more = !issue.is_enrolled;
        while !self.is_over() {
            let (store, name, now) = (self.app.store(), &self.worker.name, self.app.now());
            let claimed = delivery::claim(store, issue.id, name, CLAIM, now).await?;
            if claimed.is_empty() {
                if !has_more {
                    break;
                }
                has_more = enrol_some(self.app, issue.id).await?;
                continue;
            }
            let members: Vec<MemberId> = claimed.iter().map(|copy| copy.member).collect();
            // Of one moment; and SQLite forgets its pages whenever it finds that
            // another connection has committed, which here happens all the time.
            let now = self.app.db().snapshot().await?;
            let recipients = delivery::recipients(&now, &members).await?;
            let batch = Batch::load(&now, &self.candidates, &members).await?;
            now.end().await?;
            for copy in claimed {
                let to = recipients.iter().find(|to| to.id == copy.member);
                // A stage that is gone ended with an error, which comes out there.
                let passed_on = match self.prepare(copy, to, &batch) {
                    Ok(composed) => messages.send(composed).await.is_ok(),
                    Err(outcome) => {
                        let finished = Finished {
                            copy,
                            outcome,
                            permit: None,
                        };
                        results.send(finished).await.is_ok()
                    }
                };
                if !passed_on {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The message, or why there is none.
    fn prepare(
        &self,
        copy: Claimed,
        to: Option<&delivery::Recipient>,
        batch: &Batch,
    ) -> Result<Composed, Outcome> {
        let to = to.ok_or(Outcome::Skipped(SkipReason::NotAMember))?;
        if let Some(reason) = why_not(to) {
            return Err(Outcome::Skipped(reason));
        }
        let chosen = compose(&self.candidates, batch, to);
        if chosen.is_empty() {
            return Err(Outcome::Skipped(SkipReason::Empty));
        }
        let (Some(address), Some(token)) = (to.email.clone(), to.token.clone()) else {
            let why = "the member has no address, or no token to stop the digest";
            return Err(Outcome::failed(&why));
        };
        let stop = Some(Stoppable {
            kind: MailKind::Digest,
            token,
        });
        let foot = choices(self.app, stop.as_ref());
        let content = self.layout.render(to, &chosen, foot, CopyKind::Real);
        let content = content.map_err(|error| Outcome::failed(&error))?;
        let recipient = Recipient {
            name: Some(to.name.clone()),
            address,
            member: Some(to.id),
            stop,
        };
        let message_id = self.sender.message_id("digest", copy.claim.id);
        // Dated when it was enrolled.
        let sender = self.sender.for_claim(&copy.claim, Urgency::Ordinary);
        match sender.compose(self.app, &recipient, None, message_id, content) {
            Ok(message) => Ok(Composed {
                copy,
                message,
                items: chosen.items(),
            }),
            Err(error @ DraftError::Recipient) => Err(Outcome::Bounced(error.to_string())),
            Err(error) => Err(Outcome::failed(&error)),
        }
    }

    /// Second stage. Ends when the first has, and nothing is under way.
    async fn send_all(&self, messages: Receiver<Composed>, results: Sender<Finished>) {
        let window = Arc::new(Semaphore::new(WINDOW));
        let composed = stream::unfold(messages, |mut messages| async {
            let permit = Arc::clone(&window).acquire_owned().await.ok();
            let composed = messages.recv().await?;
            Some(((composed, permit), messages))
        });
        // As many at once as there are permits. Each passes on its own result:
        // waiting for that here would leave the others in the middle of their
        // words to the relay.
        composed
            .for_each_concurrent(None, |(composed, permit)| async {
                // Dropped, the claim is given back when the run ends.
                if self.is_over() {
                    return;
                }
                if let Some(finished) = self.send_one(composed, permit).await {
                    // Whoever writes down listens until nobody sends any more.
                    let _ = results.send(finished).await;
                }
            })
            .await;
    }

    /// None if the relay is away: the copy goes back, untried.
    async fn send_one(
        &self,
        composed: Composed,
        permit: Option<OwnedSemaphorePermit>,
    ) -> Option<Finished> {
        let Composed {
            copy,
            message,
            items,
        } = composed;
        let result = self.sender.hand_over(&message).await;
        match &result {
            Ok(_) => self.worker.reset_backoff(),
            Err(JobError::Unavailable(reason) | JobError::Unconfirmed(reason, Fault::Relay)) => {
                self.back_off(reason);
            }
            Err(_) => {}
        }
        let limit = Limit {
            tries: i64::MAX,
            deadline: self.deadline,
        };
        let outcome = match result {
            Err(JobError::Unavailable(_)) => return None,
            Ok(Delivered::Bounced(reason)) => Outcome::Bounced(reason),
            result => {
                let result = result.map(drop);
                Outcome::Tried(limit.outcome(result, &copy.claim, self.app.now()), items)
            }
        };
        Some(Finished {
            copy,
            outcome,
            permit,
        })
    }

    fn back_off(&self, reason: &str) {
        tracing::warn!(reason, "the relay is away: the digest waits");
        self.worker.back_off(self.app.now());
        self.is_relay_away.store(true, Ordering::Relaxed);
    }

    /// Third stage: what came together, or nearly, is committed together. How many copies
    /// came to an end.
    async fn record(&self, mut results: Receiver<Finished>) -> usize {
        let mut ended = 0;
        let mut batch = Vec::with_capacity(COMMIT_AT_MOST);
        while results.recv_many(&mut batch, COMMIT_AT_MOST).await > 0 {
            let more = async {
                while batch.len() < COMMIT_AT_LEAST
                    && results.recv_many(&mut batch, COMMIT_AT_MOST).await > 0
                {}
            };
            // Late or not, what came is written down.
            let _ = tokio::time::timeout(COMMIT_WITHIN, more).await;
            let (rows, permits): (Vec<_>, Vec<_>) = batch
                .drain(..)
                .map(|result| ((result.copy, result.outcome), result.permit))
                .unzip();
            // Writing them down twice does no harm.
            let (store, issue) = (self.app.store(), self.candidates.issue.id);
            until_written("sent copies are", || {
                delivery::write_down(store, issue, &self.worker.name, &rows, self.app.now())
            })
            .await;
            ended += rows.len();
            drop(permits);
        }
        ended
    }
}

/// Why a member gets no copy, as things are now.
fn why_not(to: &delivery::Recipient) -> Option<SkipReason> {
    match to.state {
        MemberState::Active if to.frequency == DigestFrequency::Off => Some(SkipReason::OptedOut),
        MemberState::Active if to.is_bouncing => Some(SkipReason::Bouncing),
        MemberState::Active => None,
        MemberState::Suspended => Some(SkipReason::Suspended),
        MemberState::Applicant | MemberState::Declined | MemberState::Left => {
            Some(SkipReason::NotAMember)
        }
    }
}
