//! Tells an author that a post of theirs was hidden, or put back, and why.

use domain::audit::Act;
use domain::id::PostId;
use domain::post::PostState;
use mail::{Mail, PostHidden, PostRestored};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::jobs::JobResult;
use crate::mailing::{self, MailSender};

/// See the [module](self).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellAuthor {
    /// The number of the audit entry.
    pub entry: i64,
}

impl TellAuthor {
    /// Runs it. Says nothing of an act that was undone meanwhile.
    ///
    /// # Errors
    /// Those of the database and of the mail.
    pub async fn run(&self, app: &App, sender: &MailSender) -> JobResult {
        let Some(entry) = db::audit::by_sequence(app.db(), self.entry).await? else {
            return Ok(());
        };
        let Some(post) = db::desk::post(app.db(), PostId(entry.subject_id)).await? else {
            return Ok(());
        };
        let Some(to) = mailing::reachable(app, post.author).await? else {
            return Ok(());
        };
        let layout = mailing::layout(app).await?;
        let choices = mailing::choices(app, None);
        let url = app
            .settings()
            .url(&format!("/threads/{}", post.thread.0.simple()));
        let (title, reason) = (post.title, entry.reason);
        let content = match (entry.act, post.state) {
            (Act::HidePost, PostState::Hidden) => {
                // With its opening the whole thread is hidden: a link would lead to nothing.
                let contact = app.settings().contact.clone();
                PostHidden {
                    layout,
                    choices,
                    title,
                    url: (!post.opening).then_some(url),
                    reason,
                    contact,
                }
                .render()?
            }
            (Act::RestorePost, PostState::Visible) => PostRestored {
                layout,
                choices,
                title,
                url,
                reason,
            }
            .render()?,
            _ => return Ok(()),
        };
        let message_id = sender.message_id(&format!("author-{}", self.entry), entry.subject_id);
        sender
            .send_about(Some(post.thread), app, &to, message_id, content)
            .await
    }
}
