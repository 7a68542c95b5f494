//! Links that members share: looking at one as soon as it is shared, and at all of
//! them once a week. What is known of a link is in `domain::link`.
//!
//! A round may take an hour, since websites are asked slowly. It claims nothing and
//! holds no transaction while it waits: what it finds is written if the link is still
//! the one that was looked at.

use db::Tx;
use db::link::{Link, PageWords};
use domain::Timestamp;
use domain::clock::Span;
use domain::id::ThreadId;
use domain::link::{CHECKED_EVERY, LinkOutcome, LinkState};
use domain::notification::NotificationKind;
use futures_util::StreamExt as _;
use links::{Client, Outcome, Pace, Url, is_offline};

use crate::App;
use crate::jobs::{self, Job};

/// Under which name the schedule stands.
const NAME: &str = "links";
/// From one round to the next. In each, those are looked at whose week is over.
const EVERY: Span = Span::hours(6);
/// Links that are looked at together, and written in one transaction.
const AT_ONCE: usize = 100;
/// Links that are looked at together at least, due or not: by one website that does
/// not answer nobody could tell whose fault it is.
const COMPANY: usize = 10;

/// Begins with an address that a resource has from now on.
pub(crate) async fn begin(
    app: &App,
    tx: &mut Tx,
    thread: ThreadId,
    address: &str,
    now: Timestamp,
) -> anyhow::Result<()> {
    db::link::begin(tx, thread, now).await?;
    // What the page at another address said of itself.
    db::link::set_page(tx, thread, address, PageWords::default()).await?;
    if app.settings().links.is_some() {
        jobs::enqueue(tx, Job::LookAtLink { thread: thread.0 }, now).await?;
    }
    Ok(())
}

/// Somebody looked at a resource themselves: their word counts until the next week.
pub(crate) async fn found_good(tx: &Tx, thread: ThreadId, now: Timestamp) -> db::Result<()> {
    db::link::forget(tx, thread, now.plus(CHECKED_EVERY)).await
}

/// Looks at the links whose time has come. Costs one read when there is no round.
pub(crate) async fn keep_links(app: &App) -> Result<(), db::Error> {
    let Some(client) = &app.settings().links else {
        return Ok(());
    };
    let now = app.now();
    let Some(due) = db::schedule::due(app.db(), NAME, now, EVERY).await? else {
        return Ok(());
    };
    let tx = app.store().begin().await?;
    let is_ours = due.take(&tx, now.plus(EVERY)).await?;
    tx.commit().await?;
    if is_ours {
        while check_some(app, client, now).await? {}
    }
    Ok(())
}

/// Looks at some of those that are due; whether there may be more.
async fn check_some(app: &App, client: &Client, now: Timestamp) -> Result<bool, db::Error> {
    let mut links = db::link::soonest(app.db(), AT_ONCE).await?;
    let due = links.iter().filter(|link| link.next_at <= now).count();
    if due == 0 {
        return Ok(false);
    }
    links.truncate(due.max(COMPANY));
    let mut unread = Vec::new();
    let mut addresses = Vec::with_capacity(links.len());
    for link in links {
        match link.address.parse::<Url>() {
            Ok(url) => addresses.push(((url.clone(), link), url)),
            Err(_) => unread.push(link),
        }
    }
    let found: Vec<((Url, Link), Outcome)> =
        client.check_all(addresses, Pace::default()).collect().await;
    if is_offline(found.iter().map(|((url, _), outcome)| (url, outcome))) {
        tracing::warn!(
            "no website answers: links are looked at again later. Open ports 80 and 443, or set links_proxy"
        );
        return Ok(false);
    }
    let tx = app.store().begin().await?;
    for link in &unread {
        record(&tx, link, LinkOutcome::Unsure, now).await?;
    }
    for ((_, link), outcome) in &found {
        let outcome = match outcome {
            Outcome::Alive | Outcome::Moved(_) => LinkOutcome::Alive,
            Outcome::Broken(_) => LinkOutcome::Failed,
            Outcome::Unsure(_) => LinkOutcome::Unsure,
        };
        record(&tx, link, outcome, now).await?;
    }
    tx.commit().await?;
    Ok(due == AT_ONCE)
}

/// Writes what came of looking at a link, and tells its keeper when it is broken.
async fn record(tx: &Tx, link: &Link, outcome: LinkOutcome, now: Timestamp) -> db::Result<()> {
    let before = link.health();
    let health = before.next(outcome, now);
    let is_news = health.state() == LinkState::Broken && before.state() != LinkState::Broken;
    let is_same = db::link::set_health(tx, link, health, health.next_check(now)).await?;
    if is_same && is_news {
        let kind = NotificationKind::LinkBroken;
        db::notification::tell(tx, link.keeper_id, kind, Some(link.thread_id.0), now).await?;
    }
    Ok(())
}
