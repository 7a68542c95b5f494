//! Mails whoever started a thread that somebody replied.

use domain::id::PostId;
use domain::mail::MailKind;
use domain::thread::ThreadKind;
use mail::{Mail, Opening, Reply};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::App;
use crate::jobs::JobResult;
use crate::mailing::{self, MailSender};

/// See the [module](self).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailReply {
    /// The reply.
    pub post: Uuid,
}

impl MailReply {
    /// Runs it. Says nothing of a reply that is gone by now, and to nobody who
    /// does not want to hear.
    ///
    /// # Errors
    /// Those of the database and of the mail.
    pub async fn run(&self, app: &App, sender: &MailSender) -> JobResult {
        let Some(about) = db::notification::mail_of_reply(app.db(), PostId(self.post)).await?
        else {
            return Ok(());
        };
        let Some(to) = mailing::wanting(app, about.to, MailKind::Reply).await? else {
            return Ok(());
        };
        let content = Reply {
            layout: mailing::layout(app).await?,
            choices: mailing::choices(app, to.stop.as_ref()),
            opening: if about.kind == ThreadKind::Question {
                Opening::Question
            } else {
                Opening::Discussion
            },
            title: about.title,
            url: app.settings().url(&format!(
                "/threads/{}#post-{}",
                about.thread.0.simple(),
                self.post.simple()
            )),
        }
        .render()?;
        let message_id = sender.message_id(&format!("reply.{}", about.to.0.simple()), self.post);
        sender
            .send_about(Some(about.thread), app, &to, message_id, content)
            .await
    }
}
