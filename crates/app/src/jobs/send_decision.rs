//! Tells an applicant what the co-ordinator decided, and a member that their
//! access is paused or given back.

use domain::audit::Act;
use domain::id::MemberId;
use domain::member::MemberState;
use mail::{AccessPaused, AccessRestored, Approved, Declined, Mail};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::jobs::JobResult;
use crate::mailing::{self, MailSender};

/// See the [module](self).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendDecision {
    /// The number of the audit entry.
    pub entry: i64,
}

impl SendDecision {
    /// Runs it. Says nothing of a decision that no longer stands.
    ///
    /// # Errors
    /// Those of the database and of the mail.
    pub async fn run(&self, app: &App, sender: &MailSender) -> JobResult {
        let Some(entry) = db::audit::by_sequence(app.db(), self.entry).await? else {
            return Ok(());
        };
        let member = MemberId(entry.subject_id);
        let Some(account) = db::member::account(app.db(), member).await? else {
            return Ok(());
        };
        let Some(to) = mailing::recipient(&account) else {
            return Ok(());
        };
        let layout = mailing::layout(app).await?;
        let content = match (entry.act, account.member.state) {
            (Act::ApproveMember, MemberState::Active) => Approved {
                layout,
                choices: mailing::choices(app, None),
                sign_in_url: app.settings().url("/sign-in"),
                rules_url: app.settings().url("/house-rules"),
            }
            .render()?,
            (Act::DeclineMember, MemberState::Declined) => Declined {
                layout,
                reason: entry.reason,
                join_url: app.settings().url("/join"),
            }
            .render()?,
            (Act::SuspendMember, MemberState::Suspended) if account.mail_suspended_at.is_none() => {
                let status_url = app.settings().url("/join/status");
                AccessPaused {
                    layout,
                    reason: entry.reason,
                    status_url,
                    contact: app.settings().contact.clone(),
                }
                .render()?
            }
            (Act::ReinstateMember, MemberState::Active) if account.mail_suspended_at.is_none() => {
                AccessRestored {
                    layout,
                    choices: mailing::choices(app, None),
                    sign_in_url: app.settings().url("/sign-in"),
                }
                .render()?
            }
            _ => return Ok(()),
        };
        let message_id = sender.message_id(&format!("decision-{}", self.entry), member.0);
        sender.send(app, &to, message_id, content).await
    }
}
