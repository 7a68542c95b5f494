//! Tells an applicant what the co-ordinator decided or asks, and a member that their
//! access is paused or given back.

use domain::audit::Act;
use domain::id::MemberId;
use domain::member::MemberState;
use mail::{AccessPaused, AccessRestored, ApplicantQuestion, Approved, Declined, Mail};

use crate::App;
use crate::jobs::{JobError, JobResult};
use crate::mailing::{self, MailSender};

/// Says nothing of a decision that no longer stands.
pub(super) async fn run(app: &App, sender: &MailSender, number: i64) -> JobResult {
    let entry = db::audit::by_sequence(app.db(), number)
        .await?
        .ok_or(JobError::Moot)?;
    let member = MemberId(entry.subject_id);
    let account = db::member::account(app.db(), member)
        .await?
        .ok_or(JobError::Moot)?;
    let to = mailing::recipient(&account).ok_or(JobError::Moot)?;
    let layout = mailing::layout(app, to.name.as_deref()).await?;
    let content = match (entry.act, account.member.state) {
        (Act::ApproveMember, MemberState::Active) => Approved {
            layout,
            choices: mailing::choices(app, None),
            sign_in_url: app.settings().url("/sign-in"),
            rules_url: app.settings().url("/house-rules"),
        }
        .render()?,
        (Act::AskApplicant, MemberState::Applicant)
            if account.question.as_deref() == Some(entry.reason.as_str()) =>
        {
            ApplicantQuestion {
                layout,
                question: entry.reason,
                status_url: app.settings().url("/join/status"),
            }
            .render()?
        }
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
        _ => return Err(JobError::Moot),
    };
    let message_id = sender.message_id(&format!("decision-{number}"), member.0);
    sender.send(app, &to, message_id, content).await
}
