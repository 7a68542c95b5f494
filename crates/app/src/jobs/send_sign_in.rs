//! Mails the link and the code of a challenge, or what to do instead to those
//! who are not members.

use domain::digest::time_in_words;
use domain::id::ChallengeId;
use domain::session::{CHALLENGE_LIFE, Purpose, UNKNOWN_BROWSER};
use mail::{Mail, NotKnown, SignIn};
use uuid::Uuid;

use crate::challenge::{code_of, note_mail, token_of};
use crate::jobs::{JobError, JobResult, send_confirmation};
use crate::mailing::{self, MailSender, Recipient};
use crate::{App, digest};

/// Not once the challenge is too old: a link that does not work helps nobody.
pub(super) async fn run(app: &App, sender: &MailSender, challenge: Uuid) -> JobResult {
    let id = ChallengeId(challenge);
    let challenge = send_confirmation::live_challenge(app, id).await?;
    let account = db::member::account_by_email(app.db(), &challenge.email_key).await?;
    let (to, content) = if let Some(account) = account {
        let to = mailing::recipient(&account).ok_or(JobError::Moot)?;
        let device = &challenge.device;
        let mail = SignIn {
            layout: mailing::layout(app, to.name.as_deref()).await?,
            link: app
                .settings()
                .url(&format!("/sign-in/confirm#token={}", token_of(app, id))),
            code: code_of(app, id),
            minutes: u32::try_from(CHALLENGE_LIFE.0 / 60_000).unwrap_or(u32::MAX),
            asked_at: time_in_words(challenge.created_at, digest::time_zone(app).await?),
            asked_in: (!device.is_empty() && device != UNKNOWN_BROWSER).then(|| device.clone()),
        };
        (to, mail.render()?)
    } else {
        let layout = mailing::layout(app, None).await?;
        let purpose = Purpose::ConfirmAddress;
        let waiting =
            db::challenge::newest_live(app.db(), &challenge.email_key, purpose, app.now()).await?;
        let content = match waiting {
            // They have asked to join and not yet opened the link: another copy
            // of that mail is what gets them in.
            Some(confirmation) => {
                send_confirmation::confirm_address(app, layout, confirmation.id).render()?
            }
            None => NotKnown {
                layout,
                join_url: app.settings().url("/join"),
            }
            .render()?,
        };
        (Recipient::stranger(challenge.email.clone()), content)
    };
    let message_id = sender.message_id("sign-in", id.0);
    let sent = sender.send(app, &to, message_id, content).await;
    note_mail(app, &challenge, &sent).await;
    sent
}
