//! Mails whoever wrote the answer that the asker marked: it helped.

use domain::id::PostId;
use domain::mail::MailKind;
use mail::{Helped, Mail};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::App;
use crate::jobs::JobResult;
use crate::mailing::{self, MailSender};

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
    pub async fn run(&self, app: &App, sender: &MailSender) -> JobResult {
        let Some(about) = db::notification::mail_of_helped(app.db(), PostId(self.post)).await?
        else {
            return Ok(());
        };
        let Some(to) = mailing::wanting(app, about.to, MailKind::Helped).await? else {
            return Ok(());
        };
        let content = Helped {
            layout: mailing::layout(app).await?,
            choices: mailing::choices(app, to.stop.as_ref()),
            title: about.title,
            url: app.settings().url(&format!(
                "/threads/{}#post-{}",
                about.thread.0.simple(),
                self.post.simple()
            )),
        }
        .render()?;
        let message_id = sender.message_id(&format!("helped.{}", about.to.0.simple()), self.post);
        sender
            .send_about(Some(about.thread), app, &to, message_id, content)
            .await
    }
}
