//! Mails whoever wrote the answer that the asker marked: it helped.

use domain::id::PostId;
use domain::mail::MailKind;
use mail::{Helped, Mail};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::App;
use crate::jobs::JobEnd;
use crate::mailing::{self, Mailroom};

/// See the [module](self).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailHelped {
    /// The answer.
    pub post: Uuid,
}

impl MailHelped {
    /// Runs it. Says nothing when the mark was taken back meanwhile.
    ///
    /// # Errors
    /// Those of the database and of the mail.
    pub async fn run(&self, app: &App, mailroom: &Mailroom) -> JobEnd {
        let Some(about) = db::notification::mail_of_helped(app.db(), PostId(self.post)).await? else { return Ok(()) };
        let Some((to, stop)) = mailing::wanting(app, about.to, MailKind::Helped).await? else { return Ok(()) };
        let content = Helped {
            frame: mailing::frame(app).await?,
            choices: mailing::choices(app, Some(&stop)),
            title: about.title,
            url: app.settings().url(&format!("/threads/{}#post-{}", about.thread.0.simple(), self.post.simple())),
        }
        .write();
        let message_id = mailroom.message_id(&format!("helped.{}", about.to.0.simple()), self.post);
        mailroom.send_about(Some(about.thread), app, &to, message_id, mailing::written(content)?, Some(&stop)).await
    }
}
