//! Mails what a member was told of a post: that somebody replied or mentioned them,
//! or that their answer helped.

use domain::id::{MemberId, PostId};
use domain::notification::NotificationKind;
use domain::thread::ThreadKind;
use mail::{Helped, Mail, Reason, Reply};
use uuid::Uuid;

use crate::App;
use crate::jobs::{JobError, JobResult};
use crate::mailing::{self, MailSender};

/// Says nothing of what is gone by now, and to nobody who does not want to hear.
pub(super) async fn run(
    app: &App,
    sender: &MailSender,
    kind: NotificationKind,
    post: Uuid,
    mentioned: Option<Uuid>,
) -> JobResult {
    let choice = kind.mail().ok_or(JobError::Moot)?;
    let about = db::notification::mailable(app.db(), kind, PostId(post), mentioned.map(MemberId))
        .await?
        .ok_or(JobError::Moot)?;
    let to = mailing::wanting(app, about.to, choice).await?;
    let layout = mailing::layout(app, to.name.as_deref()).await?;
    let choices = mailing::choices(app, to.stop.as_ref());
    let (member, thread) = (about.to, about.thread);
    let url = mailing::post_url(app, thread, PostId(post));
    let reason = match (kind, about.kind) {
        (NotificationKind::Mentioned, _) => Reason::Mention,
        (_, ThreadKind::Question) => Reason::Question,
        _ => Reason::Discussion,
    };
    let title = about.title();
    let content = match kind {
        NotificationKind::Helped => Helped {
            layout,
            choices,
            title,
            url,
        }
        .render(),
        _ => Reply {
            layout,
            choices,
            reason,
            title,
            url,
        }
        .render(),
    }?;
    let message_id = sender.message_id(&format!("{kind}.{}", member.0.simple()), post);
    sender
        .send_about(Some(thread), app, &to, message_id, content)
        .await
}
