//! Jobs: what a command promises to happen after it. Rows in the same database,
//! enqueued in the command's transaction; they hold ids only.
//!
//! A handler reads the state as it is now and makes the world match it, so that
//! running it twice does no harm. One file a job.

mod check_file;
mod look_at_link;
mod mail_review;
mod mail_told;
mod read_file;
mod send_confirmation;
mod send_decision;
mod send_sign_in;
mod send_test_digest;
mod sweep_files;
mod tell_author;
mod tell_coordinator;
mod tell_reporter;

use db::job::{Claimed, Urgency};
use db::queue::{Claim, Outcome};
use domain::Timestamp;
use domain::clock::Span;
use domain::notification::NotificationKind as Kind;
use mail::Fault;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::App;
use crate::backoff::Backoff;
use crate::mailing::MailSender;

/// Every kind of job, by its name in the database, with its payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "payload")]
pub(crate) enum Job {
    CheckFile {
        file: Uuid,
    },
    LookAtLink {
        thread: Uuid,
    },
    MailHelped {
        post: Uuid,
    },
    MailMention {
        post: Uuid,
        member: Uuid,
    },
    MailReply {
        post: Uuid,
    },
    MailReview {
        thread: Uuid,
    },
    ReadFile {
        file: Uuid,
    },
    SendConfirmation {
        challenge: Uuid,
    },
    /// `entry` is the number of the audit entry.
    SendDecision {
        entry: i64,
    },
    SendSignIn {
        challenge: Uuid,
    },
    SendTestDigest(SendTestDigest),
    SweepFiles,
    /// `entry` is the number of the audit entry.
    TellAuthor {
        entry: i64,
    },
    TellCoordinator(TellCoordinator),
    TellReporter {
        report: Uuid,
    },
}

/// Sends an issue as `member` would get it to `to`, marked as a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SendTestDigest {
    pub(crate) issue: Uuid,
    pub(crate) member: Uuid,
    pub(crate) to: Uuid,
    /// Each test is a mail of its own.
    pub(crate) copy: Uuid,
}

/// One job a recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TellCoordinator {
    pub(crate) coordinator: Uuid,
    pub(crate) applicant: Uuid,
    /// The confirmation that started it, for the Message-ID: one person may ask
    /// again after a while.
    pub(crate) challenge: Uuid,
}

impl Job {
    /// Whoever waits for these mails waits at the screen, or has just been told
    /// that one comes. They never stand behind a digest or a crowd of replies.
    const fn urgency(&self) -> Urgency {
        match self {
            Self::SendSignIn { .. }
            | Self::SendConfirmation { .. }
            | Self::SendDecision { .. }
            | Self::TellAuthor { .. } => Urgency::Urgent,
            Self::CheckFile { .. }
            | Self::LookAtLink { .. }
            | Self::MailHelped { .. }
            | Self::MailMention { .. }
            | Self::MailReply { .. }
            | Self::MailReview { .. }
            | Self::ReadFile { .. }
            | Self::SendTestDigest(_)
            | Self::SweepFiles
            | Self::TellCoordinator(_)
            | Self::TellReporter { .. } => Urgency::Ordinary,
        }
    }

    async fn run(self, app: &App, sender: &MailSender) -> JobResult {
        match self {
            Self::CheckFile { file } => check_file::run(app, file).await,
            Self::LookAtLink { thread } => look_at_link::run(app, thread).await,
            Self::MailHelped { post } => {
                mail_told::run(app, sender, Kind::Helped, post, None).await
            }
            Self::MailMention { post, member } => {
                mail_told::run(app, sender, Kind::Mentioned, post, Some(member)).await
            }
            Self::MailReply { post } => mail_told::run(app, sender, Kind::Reply, post, None).await,
            Self::MailReview { thread } => mail_review::run(app, sender, thread).await,
            Self::ReadFile { file } => read_file::run(app, file).await,
            Self::SendConfirmation { challenge } => {
                send_confirmation::run(app, sender, challenge).await
            }
            Self::SendDecision { entry } => send_decision::run(app, sender, entry).await,
            Self::SendSignIn { challenge } => send_sign_in::run(app, sender, challenge).await,
            Self::SendTestDigest(test) => send_test_digest::run(app, sender, test).await,
            Self::SweepFiles => sweep_files::run(app).await,
            Self::TellAuthor { entry } => tell_author::run(app, sender, entry).await,
            Self::TellCoordinator(tell) => tell_coordinator::run(app, sender, tell).await,
            Self::TellReporter { report } => tell_reporter::run(app, sender, report).await,
        }
    }
}

/// Promises a job in a command's transaction, to be run as soon as it commits.
pub(crate) async fn enqueue(tx: &mut db::Tx, job: Job, now: Timestamp) -> anyhow::Result<()> {
    enqueue_after(tx, job, Span(0), now).await
}

/// Promises a job that waits a while first.
pub(crate) async fn enqueue_after(
    tx: &mut db::Tx,
    job: Job,
    wait: Span,
    now: Timestamp,
) -> anyhow::Result<()> {
    let row = serde_json::to_value(&job)?;
    let kind = row.get("kind").and_then(Value::as_str).unwrap_or_default();
    let payload = row.get("payload").map(Value::to_string).unwrap_or_default();
    tx.enqueue(kind, payload, job.urgency(), now.plus(wait), now)
        .await?;
    Ok(())
}

/// Why a job did not end well.
#[derive(Debug)]
pub enum JobError {
    /// It may work later.
    Retry(String),
    /// It may work later, and nobody is to blame for it so far: the relay or the
    /// database is away. Does not count towards giving up.
    Unavailable(String),
    /// The relay had all of the mail and never said that it took it. Tried once
    /// more, with the same Message-ID (RFC 5321 4.5.3.2.6 would rather have a mail
    /// twice than not at all); after that it counts as sent: a relay that always
    /// ends like this would send the same for days.
    Unconfirmed(String, Fault),
    /// It will never work; the co-ordinator sees it.
    Fail(String),
    /// What it was about is gone or changed since: there is nothing left to do.
    Moot,
}

impl From<db::Error> for JobError {
    fn from(error: db::Error) -> Self {
        if error.is_away() {
            Self::Unavailable(error.to_string())
        } else {
            Self::Retry(error.to_string())
        }
    }
}

impl From<anyhow::Error> for JobError {
    fn from(error: anyhow::Error) -> Self {
        Self::Retry(format!("{error:#}"))
    }
}

/// A template that fails will fail again.
impl From<mail::RenderError> for JobError {
    fn from(error: mail::RenderError) -> Self {
        Self::Fail(error.to_string())
    }
}

/// A draft that cannot be composed never can.
impl From<mail::DraftError> for JobError {
    fn from(error: mail::DraftError) -> Self {
        Self::Fail(error.to_string())
    }
}

/// How a job ends.
pub type JobResult = Result<(), JobError>;

/// When trying ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    pub(crate) tries: i64,
    pub(crate) deadline: Timestamp,
}

impl Limit {
    const JOB: Self = Self {
        tries: 12,
        deadline: Timestamp(i64::MAX),
    };

    /// What becomes of a claimed row after a try that ended like this.
    pub(crate) fn outcome(self, result: JobResult, claim: &Claim, now: Timestamp) -> Outcome {
        let at = now.plus(Backoff::MAIL.after(claim.attempt));
        let is_late = at >= self.deadline;
        match result {
            Ok(()) | Err(JobError::Moot) => Outcome::Done,
            Err(JobError::Unconfirmed(reason, _)) if claim.unconfirmed || is_late => {
                Outcome::Assumed(reason)
            }
            Err(JobError::Unconfirmed(reason, _)) => Outcome::Unconfirmed(at, reason),
            Err(JobError::Unavailable(reason)) => {
                Outcome::Wait(now.plus(Backoff::MAIL.after(1)), reason)
            }
            Err(JobError::Retry(reason)) if claim.attempt < self.tries && !is_late => {
                Outcome::Retry(at, reason)
            }
            Err(JobError::Retry(reason) | JobError::Fail(reason)) => Outcome::Failed(reason),
        }
    }
}

/// Runs one claimed job and says what became of it.
pub(crate) async fn run(app: &App, sender: &MailSender, job: &Claimed) -> Outcome {
    let payload = serde_json::from_str(&job.payload).unwrap_or(Value::Null);
    let row = json!({ "kind": job.kind, "payload": payload });
    let result = match serde_json::from_value::<Job>(row) {
        Ok(known) => {
            let sender = sender.for_claim(&job.claim, known.urgency());
            known.run(app, &sender).await
        }
        // Enqueued by a newer Cove.
        Err(error) => Err(JobError::Fail(format!("no such job: {error}"))),
    };
    let outcome = Limit::JOB.outcome(result, &job.claim, app.now());
    match &outcome {
        Outcome::Done => {}
        Outcome::Assumed(error) => {
            tracing::warn!(
                error,
                "the relay had the mail twice and never said so: it counts as sent"
            );
        }
        Outcome::Unconfirmed(_, error) => {
            tracing::warn!(error, "the relay may have the mail: it is tried once more");
        }
        Outcome::Retry(_, error) => tracing::warn!(error, "job will be tried again"),
        Outcome::Wait(_, error) => tracing::warn!(error, "job waits for what is away"),
        Outcome::Failed(error) => tracing::error!(error, "job given up"),
    }
    outcome
}
