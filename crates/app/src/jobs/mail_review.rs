//! Asks the keeper of a resource whether it still holds.

use domain::clock::Day;
use domain::id::ThreadId;
use mail::{Mail, ReviewDue};
use uuid::Uuid;

use crate::App;
use crate::jobs::{JobError, JobResult};
use crate::mailing::{self, MailSender};
use crate::{digest, resource};

/// Says nothing of what was looked at meanwhile.
pub(super) async fn run(app: &App, sender: &MailSender, thread: Uuid) -> JobResult {
    let asked = db::resource::asked(app.db(), ThreadId(thread))
        .await?
        .ok_or(JobError::Moot)?;
    let today = Day::of(app.now(), digest::time_zone(app).await?);
    if asked.ask.review_by > today.plus(domain::resource::ASK_BEFORE) {
        return Err(JobError::Moot);
    }
    let to = mailing::reachable(app, asked.ask.keeper_id).await?;
    let content = ReviewDue {
        layout: mailing::layout(app, to.name.as_deref()).await?,
        choices: mailing::choices(app, None),
        title: asked.title(),
        review_by: asked.ask.review_by.in_words(),
        is_past: asked.ask.review_by < today,
        check_url: resource::link(app, &asked.ask),
        url: mailing::thread_url(app, asked.ask.thread_id),
    }
    .render()?;
    let kind = format!("review.{}", asked.ask.review_by);
    let message_id = sender.message_id(&format!("{kind}.{today}"), thread);
    let about = Some(asked.ask.thread_id);
    sender
        .send_about(about, app, &to, message_id, content)
        .await
}
