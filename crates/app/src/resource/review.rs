//! Asking keepers whether a resource still holds: a month before its review date and
//! on the day, in the app and by mail; and the page behind the mail's link, on which
//! one press answers.

use chrono::{Days, NaiveTime, TimeZone as _};
use chrono_tz::Tz;
use db::resource::{ForKeeping, ToAsk};
use domain::Timestamp;
use domain::clock::{Day, Span};
use domain::id::ThreadId;
use domain::notification::NotificationKind;
use domain::post::PostState;
use domain::resource::{ASK_BEFORE, REVIEW_AFTER, Standing};
use domain::secret;
use uuid::Uuid;

use super::checked;
use crate::App;
use crate::jobs::{self, Job};

/// Under which name the schedule stands.
const NAME: &str = "reviews";
/// How far ahead the next morning may lie, when clocks go back too.
const DAY: Span = Span::hours(25);
/// Keepers that are looked up together.
const AT_ONCE: u64 = 100;

/// The next morning at nine: nobody is asked at night.
fn next_morning(now: Timestamp, zone: Tz) -> Timestamp {
    let local = now.to_utc().with_timezone(&zone);
    let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    let days = u64::from(local.time() >= nine);
    let date = local.date_naive();
    let date = date.checked_add_days(Days::new(days)).unwrap_or(date);
    let morning = zone.from_local_datetime(&date.and_time(nine)).earliest();
    morning.map_or(now.plus(Span::days(1)), |at| {
        Timestamp::from_utc(at.to_utc())
    })
}

/// Asks the keepers who are to be asked, once a day. Costs one read when it is not
/// the time.
pub async fn keep_reviews(app: &App) -> anyhow::Result<()> {
    let now = app.now();
    let Some(due) = db::schedule::due(app.db(), NAME, now, DAY).await? else {
        return Ok(());
    };
    let zone = crate::digest::time_zone(app).await?;
    let tx = app.store().begin().await?;
    let is_ours = due.take(&tx, next_morning(now, zone)).await?;
    tx.commit().await?;
    // A new installation starts at any hour, and asks nobody before the morning.
    if is_ours && !due.is_first() {
        let today = Day::of(now, zone);
        while ask_some(app, today).await? {}
    }
    Ok(())
}

/// Asks some of them; whether there were any.
async fn ask_some(app: &App, today: Day) -> anyhow::Result<bool> {
    let now = app.now();
    let asks = db::resource::to_ask(app.db(), today, ASK_BEFORE, AT_ONCE).await?;
    let mut asked = false;
    for ask in asks {
        let mut tx = app.store().begin().await?;
        if db::resource::mark_asked(&tx, &ask, today).await? {
            let kind = NotificationKind::ReviewDue;
            db::notification::tell(&tx, ask.keeper_id, kind, Some(ask.thread_id.0), now).await?;
            let mail = Job::MailReview {
                thread: ask.thread_id.0,
            };
            jobs::enqueue(&mut tx, mail, now).await?;
            tx.commit().await?;
            asked = true;
        }
    }
    Ok(asked)
}

/// The address of the page on which the keeper says that a resource still holds. It
/// is good for one review date and one keeper: once it was used, it opens nothing.
pub(crate) fn link(app: &App, ask: &ToAsk) -> String {
    let token = format!("{}{}", ask.thread_id.0.simple(), tag(app, ask));
    app.settings().url(&format!("/still-good/{token}"))
}

fn tag(app: &App, ask: &ToAsk) -> String {
    let parts: [&[u8]; 3] = [
        ask.thread_id.0.as_bytes(),
        ask.keeper_id.0.as_bytes(),
        &ask.review_by.0.to_be_bytes(),
    ];
    secret::hex(&app.secret().hmac("still good", &parts))
}

/// A resource that the bearer of a link is asked about.
#[derive(Debug, Clone)]
pub struct StillGood {
    /// The title of its thread.
    pub title: String,
    /// Its page.
    pub url: String,
    /// In words: by when it is to be looked at.
    pub review_by: String,
    day: Day,
    thread: ThreadId,
}

/// What a link asks about; none for one that was made up, or was answered.
pub async fn still_good(app: &App, token: &str) -> Result<Option<StillGood>, db::Error> {
    // As it stands in the address: hex digits and nothing else.
    let Some((thread, given)) = token.split_at_checked(32) else {
        return Ok(None);
    };
    let Ok(thread) = Uuid::parse_str(thread).map(ThreadId) else {
        return Ok(None);
    };
    let Some(asked) = db::resource::asked(app.db(), thread).await? else {
        return Ok(None);
    };
    // By their hashes: how long that takes says nothing of where they differ.
    if secret::token_hash(&tag(app, &asked.ask)) != secret::token_hash(given) {
        return Ok(None);
    }
    Ok(Some(StillGood {
        title: asked.title(),
        url: crate::mailing::thread_url(app, thread),
        review_by: asked.ask.review_by.in_words(),
        day: asked.ask.review_by,
        thread,
    }))
}

/// Says by a link that a resource still holds: which one, and in words when it is
/// looked at again; none for a link that asks nothing any more.
pub async fn check_by_link(
    app: &App,
    token: &str,
) -> Result<Option<(StillGood, String)>, db::Error> {
    let Some(asked) = still_good(app, token).await? else {
        return Ok(None);
    };
    let now = app.now();
    let by = app.today().plus(REVIEW_AFTER);
    let tx = app.store().begin().await?;
    let found = db::resource::for_keeping(&tx, asked.thread).await?;
    // Of two presses at once the second finds another date.
    let is_asked = |found: &ForKeeping| {
        found.standing == Standing::Kept
            && found.state == PostState::Visible
            && found.review_by == asked.day
    };
    let Some(found) = found.filter(is_asked) else {
        return Ok(None);
    };
    checked(&tx, asked.thread, &found, by, now).await?;
    tx.commit().await?;
    Ok(Some((asked, by.in_words())))
}
