//! Tells one co-ordinator that somebody asks to join. One job a recipient.

use domain::id::MemberId;
use domain::member::MemberState;
use mail::{ApplicationReceivedCoordinator, Mail};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::App;
use crate::jobs::JobResult;
use crate::mailing::{self, MailSender};

/// See the [module](self).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellCoordinator {
    /// Whom.
    pub coordinator: Uuid,
    /// Who asks.
    pub applicant: Uuid,
    /// The confirmation that started it, for the Message-ID: one person may
    /// ask again after a while.
    pub challenge: Uuid,
}

impl TellCoordinator {
    /// Runs it. Says nothing when somebody has decided meanwhile.
    ///
    /// # Errors
    /// Those of the database and of the mail.
    pub async fn run(&self, app: &App, sender: &MailSender) -> JobResult {
        let applicant = db::member::account(app.db(), MemberId(self.applicant)).await?;
        if applicant.is_none_or(|account| account.member.state != MemberState::Applicant) {
            return Ok(());
        }
        let coordinator = MemberId(self.coordinator);
        if !db::member::coordinators(app.db(), app.now())
            .await?
            .contains(&coordinator)
        {
            return Ok(());
        }
        let Some(to) = mailing::reachable(app, coordinator).await? else {
            return Ok(());
        };
        let waiting = db::member::applicant_count(app.db()).await?;
        let mail = ApplicationReceivedCoordinator {
            layout: mailing::layout(app).await?,
            choices: mailing::choices(app, None),
            desk_url: app.settings().url("/desk"),
            waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
        };
        let message_id = sender.message_id(
            &format!("applicant-{}", self.challenge.simple()),
            self.coordinator,
        );
        sender.send(app, &to, message_id, mail.render()?).await
    }
}
