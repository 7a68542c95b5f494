//! Mails the link by which an applicant shows that the address is theirs; to
//! a member, that they are one already.

use domain::clock::Span;
use domain::id::ChallengeId;
use domain::member::MemberState;
use domain::session::CONFIRMATION_LIFE;
use mail::{AlreadyMember, ConfirmAddress, Layout, Mail};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::App;
use crate::challenge::{note_mail, token_of};
use crate::jobs::JobResult;
use crate::mailing::{self, MailSender, Recipient};

/// See the [module](self).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendConfirmation {
    /// Which challenge.
    pub challenge: Uuid,
}

impl SendConfirmation {
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
            return Ok(());
        };
        let layout = mailing::layout(app).await?;
        let account = db::member::account_by_email(app.db(), &challenge.email_key).await?;
        let is_member = account.is_some_and(|account| {
            matches!(
                account.member.state,
                MemberState::Active | MemberState::Suspended
            )
        });
        let content = if is_member {
            AlreadyMember {
                layout,
                sign_in_url: app.settings().url("/sign-in"),
            }
            .render()?
        } else {
            confirm_address(app, layout, id).render()?
        };
        // The form's name is not put on the envelope: whoever filled it in
        // chose who gets this mail.
        let to = Recipient::stranger(challenge.email.clone());
        let sent = sender
            .send(app, &to, sender.message_id("confirm", id.0), content)
            .await;
        note_mail(app, &challenge, &sent).await;
        sent
    }
}

/// The mail with the link of this challenge.
pub(crate) fn confirm_address(app: &App, layout: Layout, id: ChallengeId) -> ConfirmAddress {
    ConfirmAddress {
        layout,
        link: app
            .settings()
            .url(&format!("/join/confirm#token={}", token_of(app, id))),
        days: u32::try_from(CONFIRMATION_LIFE.0 / Span::days(1).0).unwrap_or(u32::MAX),
    }
}
