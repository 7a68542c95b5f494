//! The weekly digest: its calendar in [`schedule`], the choice of what goes into
//! a copy in `choose` and `compose`, its words in `words`, sending in [`send`],
//! and what the co-ordinator can do about it in [`desk`].

mod choose;
mod compose;
pub mod desk;
pub mod schedule;
mod section;
pub mod send;
mod words;

pub(crate) use desk::test_copy;
pub use desk::{
    HoldRefusal, Preview, TestRefusal, hold_digest, leave_out_digest, preview, release_digest,
    send_test,
};
pub use schedule::{keep_schedule, time_zone};
pub use send::{DigestWorker, send_due};

use db::digest::Issue;
use db::digest::delivery::Counts;
use domain::Timestamp;
use domain::digest::{DigestState, wall_clock};

use crate::App;
use crate::mailing::MailSender;

/// An issue and how its copies stand.
#[derive(Debug, Clone)]
pub struct Report {
    /// The issue.
    pub issue: Issue,
    /// Its copies.
    pub counts: Counts,
}

/// The instant that the community's clocks show as `2026-11-24T08:00`; none for
/// a text that is no such time.
pub async fn local_time(app: &App, text: &str) -> Result<Option<Timestamp>, db::Error> {
    Ok(wall_clock(text, time_zone(app).await?))
}

/// Closes and starts whatever is due at an instant, which may lie ahead, without
/// sending anything: for an operator while a worker is running that will.
///
/// # Errors
/// [`schedule::TooFarAhead`], and those of the database.
pub async fn start_at(app: &App, instant: Timestamp) -> anyhow::Result<Vec<Report>> {
    schedule::run_ahead_to(app, instant).await?;
    Ok(reports(app, instant).await?)
}

/// Closes and sends whatever is due at an instant. Running it again sends
/// nothing twice. What a relay that is away left over, a worker goes on with.
///
/// # Errors
/// [`schedule::TooFarAhead`], and those of the database.
pub async fn run_at(
    app: &App,
    sender: &MailSender,
    instant: Timestamp,
) -> anyhow::Result<Vec<Report>> {
    schedule::run_ahead_to(app, instant).await?;
    let digest_worker =
        DigestWorker::new(&domain::secret::hex(&domain::secret::random_bytes::<8>()));
    while send_due(app, sender, &digest_worker).await? > 0 {}
    Ok(reports(app, instant).await?)
}

/// The issues that were to be sent by an instant: those under way, and the one
/// whose turn was last.
async fn reports(app: &App, instant: Timestamp) -> Result<Vec<Report>, db::Error> {
    let latest = db::digest::latest(app.db(), 8).await?;
    let last = latest
        .iter()
        .find(|issue| issue.send_at <= instant)
        .map(|issue| issue.id);
    let told: Vec<Issue> = latest
        .into_iter()
        .filter(|issue| issue.state == DigestState::Sending || Some(issue.id) == last)
        .collect();
    let ids: Vec<_> = told.iter().map(|issue| issue.id).collect();
    let counts = db::digest::delivery::counts(app.db(), &ids).await?;
    Ok(told
        .into_iter()
        .map(|issue| Report {
            counts: counts.get(&issue.id).copied().unwrap_or_default(),
            issue,
        })
        .collect())
}
