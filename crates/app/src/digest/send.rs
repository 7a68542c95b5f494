//! Sending an issue: enrol, claim, compose, hand over, write down.
//!
//! Three stages work at once and pass copies on: one claims by the fifty and
//! composes, one hands over, one commits what was handed over meanwhile. A copy
//! that is handed over holds one of `WINDOW` permits until it is written down,
//! so a kill at any instant leaves no more than those to arrive twice.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono_tz::Tz;
use db::digest::Issue;
use db::digest::delivery::{self, Claimed, Outcome, Recipient};
use domain::digest::{IssueState, SkipReason, next_cut_off};
use domain::id::MemberId;
use domain::mail::{DigestFrequency, MailKind};
use domain::member::MemberState;
use domain::{Timestamp, clock::Span, id, secret};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use mail::{Draft, DraftError, Fault, Message, Priority, Refused, SendError};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

use super::compose::{Batch, Candidates, Threads, compose};
use super::schedule;
use super::words::{CopyKind, IssueLayout};
use crate::App;
use crate::jobs::backoff;
use crate::mailing::{MailSender, Stoppable, choices};

/// Copies that may be handed over and not yet written down.
const WINDOW: usize = 16;
/// Copies claimed at a time.
const CLAIM: i64 = 50;
/// Results taken at a time; a commit may hold a few more.
const COMMIT_AT_MOST: usize = 64;
/// A commit waits for so many, which leaves the relay some to go on with …
const COMMIT_AT_LEAST: usize = 12;
/// … but not longer than this: a slow relay's come one by one.
const COMMIT_WITHIN: Duration = Duration::from_millis(5);
/// Leases last 30 seconds, and are renewed this often.
const RENEWAL: Duration = Duration::from_secs(10);

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
    streak: u32,
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

    fn backoff(&self) -> std::sync::MutexGuard<'_, RelayBackoff> {
        self.backoff.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the relay is to be left alone.
    #[must_use]
    pub fn is_backing_off(&self, now: Timestamp) -> bool {
        self.backoff().is_on(now)
    }

    /// The relay is away: leaves it alone for 15 seconds, then twice as long, up
    /// to ten minutes, a fifth more or less.
    fn back_off(&self, now: Timestamp) {
        let mut backoff = self.backoff();
        // Copies under way together fail together: that is one failure.
        if backoff.is_on(now) {
            return;
        }
        let whole = Span::seconds(15)
            .0
            .saturating_mul(1 << backoff.streak.min(6))
            .min(Span::minutes(10).0);
        let [random] = secret::random_bytes::<1>();
        backoff.time = Some((
            now,
            now.plus(Span(whole * (80 + i64::from(random) * 40 / 255) / 100)),
        ));
        backoff.streak += 1;
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
    let mut zone = None;
    for issue in db::digest::open(app.db()).await? {
        if issue.state != IssueState::Sending
            || worker.is_stopping()
            || worker.is_backing_off(app.now())
        {
            continue;
        }
        let zone = match zone {
            Some(zone) => zone,
            None => *zone.insert(schedule::time_zone(app).await?),
        };
        ended += send_issue(app, sender, worker, issue, zone).await?;
    }
    Ok(ended)
}

async fn send_issue(
    app: &App,
    sender: &MailSender,
    worker: &DigestWorker,
    issue: Issue,
    zone: Tz,
) -> anyhow::Result<usize> {
    let id = issue.id;
    if !issue.is_enrolled {
        enrol(app, worker, &issue).await?;
    }
    let mut ended = 0;
    if delivery::is_due(app.db(), id, &worker.name, app.now()).await? {
        let run = IssueRun {
            app,
            sender,
            worker,
            layout: IssueLayout::of(app, &issue, zone).await?,
            deadline: next_cut_off(issue.cut_off, zone),
            candidates: Candidates::load(app.db(), issue).await?,
            is_relay_away: AtomicBool::new(false),
        };
        ended = run.go().await?;
    }
    let tx = app.store().begin().await?;
    let is_over = db::digest::finish(&tx, id, app.now()).await?;
    tx.commit().await?;
    if is_over {
        tracing::info!(issue = %id, "the digest is sent");
    }
    Ok(ended)
}

async fn enrol(app: &App, worker: &DigestWorker, issue: &Issue) -> Result<(), db::Error> {
    while !worker.is_stopping() {
        let tx = app.store().begin().await?;
        let has_more = delivery::enrol(&tx, issue.id, app.now()).await?;
        tx.commit().await?;
        if !has_more {
            break;
        }
    }
    Ok(())
}

/// A message to hand over, and what it holds.
struct Composed {
    copy: Claimed,
    message: Message,
    items: Vec<(Uuid, domain::digest::ItemReason)>,
}

/// A result to write down. Dropping it after the commit gives the permit back.
struct Finished {
    copy: Claimed,
    outcome: Outcome,
    permit: Option<OwnedSemaphorePermit>,
}

/// What composing a copy came to.
enum Prepared {
    Message(Box<Composed>),
    Ended(Outcome),
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

impl IssueRun<'_> {
    async fn go(&self) -> Result<usize, db::Error> {
        // What an earlier run claimed and could not give back is in nobody's hand.
        delivery::give_back(self.app.store(), Some(&self.worker.name)).await?;
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
        let renewing = async {
            loop {
                tokio::time::sleep(RENEWAL).await;
                if let Err(error) = delivery::renew(
                    self.app.store(),
                    self.candidates.issue.id,
                    &self.worker.name,
                    self.app.now(),
                )
                .await
                {
                    tracing::warn!(error = %error, "leases were not renewed");
                }
            }
        };
        let ended = tokio::select! {
            ended = work => ended,
            () = renewing => std::future::pending().await,
        };
        if ended.is_err() || self.is_over() {
            delivery::give_back(self.app.store(), Some(&self.worker.name)).await?;
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
        while !self.is_over() {
            let claimed = delivery::claim(
                self.app.store(),
                self.candidates.issue.id,
                &self.worker.name,
                CLAIM,
                self.app.now(),
            )
            .await?;
            if claimed.is_empty() {
                break;
            }
            let members: Vec<MemberId> = claimed.iter().map(|copy| copy.member).collect();
            // Of one moment; and SQLite forgets its pages whenever it finds that
            // another connection has committed, which here happens all the time.
            let now = self.app.db().snapshot().await?;
            let mut threads = Threads::default();
            let recipients = delivery::recipients(&now, &members).await?;
            let batch = Batch::load(&now, &self.candidates, &members, &mut threads).await?;
            now.end().await?;
            for copy in claimed {
                let recipient = recipients
                    .iter()
                    .find(|recipient| recipient.id == copy.member);
                // A stage that is gone ended with an error, which comes out there.
                let passed_on = match self.prepare(copy, recipient, &batch) {
                    Prepared::Message(composed) => messages.send(*composed).await.is_ok(),
                    Prepared::Ended(outcome) => results
                        .send(Finished {
                            copy,
                            outcome,
                            permit: None,
                        })
                        .await
                        .is_ok(),
                };
                if !passed_on {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn prepare(&self, copy: Claimed, to: Option<&Recipient>, batch: &Batch<'_>) -> Prepared {
        let Some(to) = to else {
            return Prepared::Ended(Outcome::Skipped(SkipReason::NotAMember));
        };
        if let Some(reason) = why_not(to) {
            return Prepared::Ended(Outcome::Skipped(reason));
        }
        let lines = compose(&self.candidates, batch, to);
        if lines.is_empty() {
            return Prepared::Ended(Outcome::Skipped(SkipReason::Empty));
        }
        let Some((address, token)) = to.email.clone().zip(to.token.clone()) else {
            return Prepared::Ended(Outcome::Failed(
                "the member has no address, or no token to stop the digest".to_owned(),
            ));
        };
        let stop = Stoppable {
            kind: MailKind::Digest,
            token,
        };
        let content =
            match self
                .layout
                .render(to, &lines, choices(self.app, Some(&stop)), CopyKind::Real)
            {
                Ok(content) => content,
                Err(error) => return Prepared::Ended(Outcome::Failed(error.to_string())),
            };
        let draft = Draft {
            to_name: Some(to.name.clone()),
            to_address: address,
            content,
            message_id: self.sender.message_id("digest", copy.id.0),
            thread_id: None,
            priority: Priority::Ordinary,
            // When it was enrolled, however often it is tried.
            date_ms: id::made_at(copy.id.0).unwrap_or_else(|| self.app.now()).0,
            reply_to: self.app.settings().contact.clone(),
            list_id: Some(self.sender.list_id(stop.kind)),
            is_to_many: true,
            unsubscribe_url: Some(stop.url(self.app)),
        };
        match self.sender.mailer().compose(draft) {
            Ok(message) => Prepared::Message(Box::new(Composed {
                copy,
                message,
                items: lines.iter().map(super::compose::Line::item).collect(),
            })),
            Err(error @ DraftError::Recipient) => {
                Prepared::Ended(Outcome::Bounced(error.to_string()))
            }
            Err(error) => Prepared::Ended(Outcome::Failed(error.to_string())),
        }
    }

    /// Second stage. Ends when the first has, and nothing is under way.
    async fn send_all(&self, mut messages: Receiver<Composed>, results: Sender<Finished>) {
        let window = Arc::new(Semaphore::new(WINDOW));
        let mut in_flight = FuturesUnordered::new();
        let mut is_open = true;
        while is_open || !in_flight.is_empty() {
            let next = async {
                let permit = Arc::clone(&window).acquire_owned().await;
                (messages.recv().await, permit.ok())
            };
            tokio::select! {
                biased;
                is_passed_on = in_flight.next(), if !in_flight.is_empty() => {
                    if is_passed_on == Some(false) {
                        return;
                    }
                }
                (message, permit) = next, if is_open => match message {
                    // Dropped, the claim is given back when the run ends.
                    Some(_) if self.is_over() => {}
                    // Each passes on its own result: waiting for that here would
                    // leave the others in the middle of their words to the relay.
                    Some(composed) => in_flight.push(async { self.pass_on(self.send_one(composed, permit).await, &results).await }),
                    None => is_open = false,
                },
            }
        }
    }

    /// Whether somebody still listens.
    async fn pass_on(&self, result: Option<Finished>, results: &Sender<Finished>) -> bool {
        match result {
            Some(result) => results.send(result).await.is_ok(),
            None => true,
        }
    }

    /// None if the relay is away: the copy goes back, untried.
    async fn send_one(
        &self,
        composed: Composed,
        permit: Option<OwnedSemaphorePermit>,
    ) -> Option<Finished> {
        let outcome = match self.sender.mailer().send(&composed.message).await {
            Ok(_) => {
                self.worker.reset_backoff();
                Outcome::Sent(composed.items)
            }
            Err(SendError::Temporary {
                reason,
                fault,
                maybe_accepted,
            }) => {
                if fault == Fault::Relay {
                    self.back_off(&reason);
                }
                let at = self.app.now().plus(backoff(composed.copy.attempt));
                match (maybe_accepted, fault) {
                    // Once more, and then it counts as sent: see `JobError::Unconfirmed`.
                    (true, _) if composed.copy.is_unconfirmed || at >= self.deadline => {
                        Outcome::Assumed(composed.items, reason)
                    }
                    (true, _) => Outcome::Unconfirmed(at, reason),
                    (false, Fault::Relay) => return None,
                    (false, Fault::Message) if at < self.deadline => Outcome::Retry(at, reason),
                    (false, Fault::Message) => Outcome::Failed(reason),
                }
            }
            Err(SendError::Permanent {
                reason,
                refused: Refused::Recipient,
            }) => Outcome::Bounced(reason),
            Err(SendError::Permanent {
                reason,
                refused: Refused::Message,
            }) => Outcome::Failed(reason),
        };
        Some(Finished {
            copy: composed.copy,
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
            self.commit(&rows).await;
            ended += rows.len();
            drop(permits);
        }
        ended
    }

    /// However long it takes, and whatever the database says: these copies were
    /// handed over, and forgetting that would send them again. Writing them down
    /// twice does no harm.
    async fn commit(&self, rows: &[(Claimed, Outcome)]) {
        let mut wait = Duration::from_millis(200);
        while let Err(error) = delivery::write_down(
            self.app.store(),
            self.candidates.issue.id,
            &self.worker.name,
            rows,
            self.app.now(),
        )
        .await
        {
            tracing::warn!(error = %error, "sent copies are not written down yet");
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(Duration::from_secs(10));
        }
    }
}

/// Why a member gets no copy, as things are now.
fn why_not(to: &Recipient) -> Option<SkipReason> {
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
