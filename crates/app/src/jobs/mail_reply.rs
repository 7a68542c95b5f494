//! Mails whoever started a thread that somebody replied.

use domain::id::PostId;
use domain::mail::MailKind;
use domain::thread::ThreadKind;
use mail::{Mail, Opening, Reply};
use uuid::Uuid;

use crate::App;
use crate::jobs::{JobError, JobResult};
use crate::mailing::{self, MailSender};

/// Says nothing of a reply that is gone by now, and to nobody who
/// does not want to hear.
pub(super) async fn run(app: &App, sender: &MailSender, post: Uuid) -> JobResult {
    let about = db::notification::mail_of_reply(app.db(), PostId(post))
        .await?
        .ok_or(JobError::Moot)?;
    let to = mailing::wanting(app, about.to, MailKind::Reply).await?;
    let content = Reply {
        layout: mailing::layout(app).await?,
        choices: mailing::choices(app, to.stop.as_ref()),
        opening: if about.kind == ThreadKind::Question {
            Opening::Question
        } else {
            Opening::Discussion
        },
        title: about.title,
        url: mailing::post_url(app, about.thread, PostId(post)),
    }
    .render()?;
    let message_id = sender.message_id(&format!("reply.{}", about.to.0.simple()), post);
    sender
        .send_about(Some(about.thread), app, &to, message_id, content)
        .await
}
