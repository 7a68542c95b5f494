//! The calendar of issues: windows open and close, issues start or are missed.
//!
//! One pass is one transaction; passes go on until one changes nothing, so that
//! a machine that was off for a month catches up at once. Whatever a pass does
//! is compare-and-set: a second scheduler at work changes nothing twice.

use chrono_tz::Tz;
use db::digest::Issue;
use domain::Timestamp;
use domain::clock::Span;
use domain::digest::{
    DigestState, Fate, day_in_words, fate, next_cut_off, previous_cut_off, send_at, zone,
};

use crate::App;

/// Passes at most: a year of missed weeks, closed and missed one by one, takes
/// about a hundred.
const PASSES: usize = 10_000;

/// The community's time zone.
pub async fn time_zone(app: &App) -> Result<Tz, db::Error> {
    Ok(zone(&db::community::community(app.db()).await?.time_zone))
}

/// Brings the calendar up to now. Costs two reads when there is nothing to do.
pub async fn keep_schedule(app: &App) -> Result<(), db::Error> {
    bring_up_to(app, app.now()).await
}

/// Does what is due at an instant, which may lie ahead: an issue is then closed
/// now, and the next window begins now, so that no item falls between.
async fn bring_up_to(app: &App, instant: Timestamp) -> Result<(), db::Error> {
    let zone = time_zone(app).await?;
    for _ in 0..PASSES {
        let open = db::digest::open(app.db()).await?;
        if !is_anything_due(&open, instant, zone) {
            break;
        }
        if !pass(app, instant, zone).await? {
            break;
        }
    }
    Ok(())
}

/// Why an issue cannot be run ahead of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the next issue is that of {next}: one after it cannot be run yet")]
pub struct TooFarAhead {
    /// The day of the one that can be.
    pub next: String,
}

/// Does what is due at an instant. Ahead of time that is one issue at most: a
/// slip of the pen in the year must not close every window until then.
///
/// # Errors
/// [`TooFarAhead`], and those of the database.
pub(super) async fn run_ahead_to(app: &App, instant: Timestamp) -> anyhow::Result<()> {
    keep_schedule(app).await?;
    let zone = time_zone(app).await?;
    let open = db::digest::open(app.db()).await?;
    if let Some(issue) = open
        .iter()
        .find(|issue| issue.closed_at.is_none())
        .filter(|issue| instant >= next_cut_off(issue.cut_off, zone))
    {
        return Err(TooFarAhead {
            next: day_in_words(issue.send_at, zone),
        }
        .into());
    }
    Ok(bring_up_to(app, instant).await?)
}

fn has_open_window(issues: &[Issue]) -> bool {
    issues.iter().any(|issue| {
        issue.closed_at.is_none()
            && matches!(issue.state, DigestState::Collecting | DigestState::Held)
    })
}

fn is_to_close(issue: &Issue, instant: Timestamp) -> bool {
    issue.closed_at.is_none() && instant >= issue.cut_off
}

fn is_anything_due(open: &[Issue], instant: Timestamp, zone: Tz) -> bool {
    !has_open_window(open)
        || open.iter().any(|issue| {
            is_to_close(issue, instant) || fate(&issue.status(), instant, zone) != Fate::Stay
        })
}

/// One pass over the open issues, oldest first; whether it changed anything.
async fn pass(app: &App, instant: Timestamp, zone: Tz) -> Result<bool, db::Error> {
    let now = app.now();
    let tx = app.store().begin().await?;
    let open = db::digest::open(&tx).await?;
    let mut changed = false;
    for issue in &open {
        if is_to_close(issue, instant) {
            changed |= db::digest::close(&tx, issue.id, issue.cut_off.min(now)).await?;
            continue;
        }
        changed |= match fate(&issue.status(), instant, zone) {
            Fate::Stay | Fate::Close => false,
            Fate::Start => db::digest::start(&tx, issue.id, now).await?,
            Fate::Miss => db::digest::miss(&tx, issue, now).await?,
            Fate::GiveUp => give_up(&tx, issue, now).await?,
        };
        if changed {
            // What follows may begin elsewhere now: look again.
            break;
        }
    }
    if !has_open_window(&db::digest::open(&tx).await?) {
        changed |= open_next(&tx, instant.min(now), zone, now).await?;
    }
    tx.commit().await?;
    Ok(changed)
}

/// What could not be handed over until the next window closed stays. If that is
/// everything, the issue was missed.
async fn give_up(tx: &db::Tx, issue: &Issue, now: Timestamp) -> Result<bool, db::Error> {
    let given_up = db::digest::delivery::fail_rest(tx, issue, now).await?;
    let reached = db::digest::reached_anybody(tx, issue.id).await?;
    tracing::warn!(issue = %issue.id, copies = given_up, "copies of the digest were given up: the next issue is due");
    if given_up > 0 && !reached {
        db::digest::miss(tx, issue, now).await
    } else {
        db::digest::end(tx, issue.id, now).await
    }
}

async fn open_next(
    tx: &db::Tx,
    at: Timestamp,
    zone: Tz,
    now: Timestamp,
) -> Result<bool, db::Error> {
    let last = db::digest::latest(tx, 1).await?.pop();
    let (from, cut_off) = match &last {
        Some(last) if last.state == DigestState::Missed => {
            (last.from, next_cut_off(last.cut_off, zone))
        }
        Some(last) => (last.until(), next_cut_off(last.cut_off, zone)),
        // The first window reaches back a week, whenever the first scheduler
        // came: what was written before it is in there.
        None => {
            let cut_off = next_cut_off(at, zone);
            (
                previous_cut_off(cut_off, zone).min(at.minus(Span::days(7))),
                cut_off,
            )
        }
    };
    let send_at = send_at(cut_off, zone);
    let is_begun = db::digest::begin(tx, from, cut_off, send_at, now).await?;
    // A week that went by before a backup was put back may have had its digest.
    if let Some(restore) = db::restore::latest(tx)
        .await?
        .filter(|restore| send_at <= restore.restored_at)
    {
        db::digest::hold_late_after_restore(tx, cut_off, restore.id).await?;
    }
    Ok(is_begun)
}
