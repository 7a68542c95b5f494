//! Mails whoever wrote the answer that the asker marked: it helped.

use domain::id::PostId;
use domain::mail::MailKind;
use mail::{Helped, Mail};
use uuid::Uuid;

use crate::App;
use crate::jobs::{JobError, JobResult};
use crate::mailing::{self, MailSender};

/// Says nothing when the mark was taken back meanwhile.
pub(super) async fn run(app: &App, sender: &MailSender, post: Uuid) -> JobResult {
    let about = db::notification::mail_of_helped(app.db(), PostId(post))
        .await?
        .ok_or(JobError::Moot)?;
    let to = mailing::wanting(app, about.to, MailKind::Helped).await?;
    let content = Helped {
        layout: mailing::layout(app).await?,
        choices: mailing::choices(app, to.stop.as_ref()),
        title: about.title,
        url: mailing::post_url(app, about.thread, PostId(post)),
    }
    .render()?;
    let message_id = sender.message_id(&format!("helped.{}", about.to.0.simple()), post);
    sender
        .send_about(Some(about.thread), app, &to, message_id, content)
        .await
}
