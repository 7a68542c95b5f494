//! Jobs: what a command promises to happen after it. Rows in the same database,
//! enqueued in the command's transaction; they hold ids only.
//!
//! A handler reads the state as it is now and makes the world match it, so that
//! running it twice does no harm. One file a job.

pub mod mail_helped;
pub mod mail_reply;
pub mod send_confirmation;
pub mod send_decision;
pub mod send_sign_in;
pub mod send_test_digest;
pub mod tell_author;
pub mod tell_coordinator;

use db::job::{Claimed, Outcome, Urgency};
use domain::Timestamp;
use domain::clock::Span;

use crate::App;
use crate::mailing::MailSender;

pub use mail_helped::MailHelped;
pub use mail_reply::MailReply;
pub use send_confirmation::SendConfirmation;
pub use send_decision::SendDecision;
pub use send_sign_in::SendSignIn;
pub use send_test_digest::SendTestDigest;
pub use tell_author::TellAuthor;
pub use tell_coordinator::TellCoordinator;

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
    Unconfirmed(String),
    /// It will never work; the co-ordinator sees it.
    Fail(String),
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

/// A template that fails will fail again.
impl From<mail::RenderError> for JobError {
    fn from(error: mail::RenderError) -> Self {
        Self::Fail(error.to_string())
    }
}

/// How a job ends.
pub type JobResult = Result<(), JobError>;

macro_rules! jobs {
    ($($name:ident),+ $(,)?) => {
        /// Every kind of job.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Job { $($name($name)),+ }

        impl Job {
            /// The name in the database.
            #[must_use]
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name)),+ }
            }

            fn payload(&self) -> Result<String, serde_json::Error> {
                match self { $(Self::$name(job) => serde_json::to_string(job)),+ }
            }

            /// Reads back what [`enqueue`] wrote.
            fn parse(kind: &str, payload: &str) -> anyhow::Result<Self> {
                match kind {
                    $(stringify!($name) => Ok(Self::$name(serde_json::from_str(payload)?)),)+
                    other => anyhow::bail!("no job is called {other:?}: was it enqueued by a newer Cove?"),
                }
            }

            async fn run(&self, app: &App, sender: &MailSender) -> JobResult {
                match self { $(Self::$name(job) => job.run(app, sender).await),+ }
            }
        }

        $(impl From<$name> for Job { fn from(job: $name) -> Self { Self::$name(job) } })+
    };
}

jobs! {
    MailHelped,
    MailReply,
    SendConfirmation,
    SendDecision,
    SendSignIn,
    SendTestDigest,
    TellAuthor,
    TellCoordinator,
}

impl Job {
    /// Whoever waits for these mails waits at the screen, or has just been told
    /// that one comes. They never stand behind a digest or a crowd of replies.
    const fn urgency(&self) -> Urgency {
        match self {
            Self::SendSignIn(_)
            | Self::SendConfirmation(_)
            | Self::SendDecision(_)
            | Self::TellAuthor(_) => Urgency::Urgent,
            Self::MailHelped(_)
            | Self::MailReply(_)
            | Self::SendTestDigest(_)
            | Self::TellCoordinator(_) => Urgency::Ordinary,
        }
    }
}

/// Promises a job in a command's transaction, to be run as soon as it commits.
pub(crate) async fn enqueue(
    tx: &mut db::Tx,
    job: impl Into<Job>,
    now: Timestamp,
) -> anyhow::Result<()> {
    enqueue_after(tx, job, Span(0), now).await
}

/// Promises a job that waits a while first.
pub(crate) async fn enqueue_after(
    tx: &mut db::Tx,
    job: impl Into<Job>,
    wait: Span,
    now: Timestamp,
) -> anyhow::Result<()> {
    let job = job.into();
    tx.enqueue(
        job.kind(),
        job.payload()?,
        job.urgency(),
        now.plus(wait),
        now,
    )
    .await?;
    Ok(())
}

/// Tries before a job is given up: with [`backoff`], about a day and a half.
const TRIES: i64 = 12;

/// How long to wait after the n-th try: a minute, two, four … up to six hours,
/// a fifth more or less, so that what failed together is not tried together.
#[must_use]
pub fn backoff(attempt: i64) -> Span {
    let doublings = u32::try_from(attempt.clamp(1, 10) - 1).unwrap_or(0);
    let whole = Span::minutes(1)
        .0
        .saturating_mul(1_i64 << doublings)
        .min(Span::hours(6).0);
    let [random] = domain::secret::random_bytes::<1>();
    Span(whole * (80 + i64::from(random) * 40 / 255) / 100)
}

/// Runs one claimed job and says what became of it.
pub(crate) async fn run(app: &App, sender: &MailSender, claimed: &Claimed) -> Outcome {
    let end = match Job::parse(&claimed.kind, &claimed.payload) {
        Ok(job) => job.run(app, &sender.for_job(claimed)).await,
        Err(error) => Err(JobError::Fail(error.to_string())),
    };
    let now = app.now();
    match end {
        Ok(()) => Outcome::Done,
        Err(JobError::Retry(error)) if claimed.attempt < TRIES => {
            tracing::warn!(
                job = claimed.kind,
                attempt = claimed.attempt,
                error,
                "job will be tried again"
            );
            Outcome::Retry {
                at: now.plus(backoff(claimed.attempt)),
                error,
            }
        }
        Err(JobError::Unconfirmed(error)) if claimed.unconfirmed => {
            tracing::warn!(
                job = claimed.kind,
                error,
                "the relay had the mail twice and never said so: it counts as sent"
            );
            Outcome::Assumed { error }
        }
        Err(JobError::Unconfirmed(error)) => {
            tracing::warn!(
                job = claimed.kind,
                error,
                "the relay may have the mail: it is tried once more"
            );
            Outcome::Unconfirmed {
                at: now.plus(backoff(claimed.attempt)),
                error,
            }
        }
        Err(JobError::Unavailable(error)) => {
            tracing::warn!(
                job = claimed.kind,
                attempt = claimed.attempt,
                error,
                "job waits for what is away"
            );
            Outcome::Wait {
                at: now.plus(backoff(1)),
                error,
            }
        }
        Err(JobError::Retry(error) | JobError::Fail(error)) => {
            tracing::error!(
                job = claimed.kind,
                attempt = claimed.attempt,
                error,
                "job given up"
            );
            Outcome::Failed { error }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_and_ends() {
        for attempt in 1..40 {
            let wait = backoff(attempt).0;
            assert!(
                wait >= Span::seconds(48).0 && wait <= Span::minutes(6 * 60 * 12 / 10).0,
                "{attempt}: {wait}"
            );
        }
        assert!(backoff(9).0 > backoff(1).0);
    }
}
