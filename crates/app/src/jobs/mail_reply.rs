//! Mails whoever started a thread that somebody replied.

use domain::id::PostId;
use domain::mail::MailKind;
use domain::thread::ThreadKind;
use mail::{Mail, Opening, Reply};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::App;
use crate::jobs::JobEnd;
use crate::mailing::{self, Mailroom};

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
    pub async fn run(&self, app: &App, mailroom: &Mailroom) -> JobEnd {
        let Some(about) = db::notification::mail_of_reply(app.db(), PostId(self.post)).await? else { return Ok(()) };
        let Some((to, stop)) = mailing::wanting(app, about.to, MailKind::Reply).await? else { return Ok(()) };
        let content = Reply {
            frame: mailing::frame(app).await?,
            choices: mailing::choices(app, Some(&stop)),
            opening: if about.kind == ThreadKind::Question { Opening::Question } else { Opening::Discussion },
            title: about.title,
            url: app.settings().url(&format!("/threads/{}#post-{}", about.thread.0.simple(), self.post.simple())),
        }
        .write();
        let message_id = mailroom.message_id(&format!("reply.{}", about.to.0.simple()), self.post);
        mailroom.send_about(Some(about.thread), app, &to, message_id, mailing::written(content)?, Some(&stop)).await
    }
}
