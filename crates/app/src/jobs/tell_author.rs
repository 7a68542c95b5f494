//! Tells an author that a post of theirs was hidden, or put back, and why.

use domain::audit::Act;
use domain::id::PostId;
use domain::post::PostState;
use mail::{Mail, PostHidden, PostRestored};

use crate::App;
use crate::jobs::{JobError, JobResult};
use crate::mailing::{self, MailSender};

/// Says nothing of an act that was undone meanwhile.
pub(super) async fn run(app: &App, sender: &MailSender, number: i64) -> JobResult {
    let entry = db::audit::by_sequence(app.db(), number)
        .await?
        .ok_or(JobError::Moot)?;
    let post = db::desk::post(app.db(), PostId(entry.subject_id))
        .await?
        .ok_or(JobError::Moot)?;
    let to = mailing::reachable(app, post.author).await?;
    let layout = mailing::layout(app, to.name.as_deref()).await?;
    let choices = mailing::choices(app, None);
    let url = mailing::thread_url(app, post.thread);
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
        _ => return Err(JobError::Moot),
    };
    let message_id = sender.message_id(&format!("author-{number}"), entry.subject_id);
    sender
        .send_about(Some(post.thread), app, &to, message_id, content)
        .await
}
