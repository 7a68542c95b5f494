//! Mails the link and the code of a challenge, or what to do instead to those
//! who are not members.

use domain::digest::time_in_words;
use domain::id::ChallengeId;
use domain::session::{CHALLENGE_LIFE, Purpose, UNKNOWN_BROWSER};
use mail::{Mail, NotKnown, SignIn};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::challenge::{code_of, note_mail, token_of};
use crate::jobs::{JobResult, send_confirmation};
use crate::mailing::{self, MailSender, Recipient};
use crate::{App, digest};

/// See the [module](self).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendSignIn {
    /// Which challenge.
    pub challenge: Uuid,
}

impl SendSignIn {
    /// Runs it.
    ///
    /// # Errors
    /// Those of the database and of the mail.
    pub async fn run(&self, app: &App, sender: &MailSender) -> JobResult {
        let id = ChallengeId(self.challenge);
        let now = app.now();
        let Some(challenge) = db::challenge::by_id(app.db(), id)
            .await?
            .filter(|challenge| challenge.is_live(now))
        else {
            // Too old by now: a link that does not work helps nobody.
            return Ok(());
        };
        let layout = mailing::layout(app).await?;
        let message_id = sender.message_id("sign-in", id.0);
        let Some(account) = db::member::account_by_email(app.db(), &challenge.email_key).await?
        else {
            let to = Recipient::stranger(challenge.email.clone());
            let waiting = db::challenge::newest_live(
                app.db(),
                &challenge.email_key,
                Purpose::ConfirmAddress,
                now,
            )
            .await?;
            let content = match waiting {
                // They have asked to join and not yet opened the link: another
                // copy of that mail is what gets them in.
                Some(confirmation) => {
                    send_confirmation::confirm_address(app, layout, confirmation.id).render()?
                }
                None => NotKnown {
                    layout,
                    join_url: app.settings().url("/join"),
                }
                .render()?,
            };
            let sent = sender.send(app, &to, message_id, content).await;
            note_mail(app, &challenge, &sent).await;
            return sent;
        };
        let Some(to) = mailing::recipient(&account) else {
            return Ok(());
        };
        let zone = digest::time_zone(app).await?;
        let mail = SignIn {
            layout,
            link: app
                .settings()
                .url(&format!("/sign-in/confirm#token={}", token_of(app, id))),
            code: code_of(app, id),
            minutes: u32::try_from(CHALLENGE_LIFE.0 / 60_000).unwrap_or(u32::MAX),
            asked_at: time_in_words(challenge.created_at, zone),
            asked_in: (!challenge.device.is_empty() && challenge.device != UNKNOWN_BROWSER)
                .then(|| challenge.device.clone()),
        };
        let sent = sender.send(app, &to, message_id, mail.render()?).await;
        note_mail(app, &challenge, &sent).await;
        sent
    }
}
