//! Tells one co-ordinator that somebody asks to join. One job a recipient.

use domain::desk::CaseKind;
use domain::id::MemberId;
use domain::member::MemberState;
use mail::{ApplicationReceivedCoordinator, Mail};

use crate::App;
use crate::jobs::{JobError, JobResult, TellCoordinator};
use crate::mailing::{self, MailSender};

/// Says nothing when somebody has decided meanwhile.
pub(super) async fn run(app: &App, sender: &MailSender, tell: TellCoordinator) -> JobResult {
    let applicant = db::member::account(app.db(), MemberId(tell.applicant)).await?;
    let is_waiting =
        applicant.is_some_and(|account| account.member.state == MemberState::Applicant);
    let coordinator = MemberId(tell.coordinator);
    let coordinators = db::member::coordinators(app.db(), app.now()).await?;
    if !is_waiting || !coordinators.contains(&coordinator) {
        return Err(JobError::Moot);
    }
    let to = mailing::reachable(app, coordinator).await?;
    let waiting = db::desk::count(app.db(), CaseKind::Applicant, app.today()).await?;
    let mail = ApplicationReceivedCoordinator {
        layout: mailing::layout(app, to.name.as_deref()).await?,
        choices: mailing::choices(app, None),
        desk_url: app.settings().url("/desk"),
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
    };
    let kind = format!("applicant-{}", tell.challenge.simple());
    let message_id = sender.message_id(&kind, tell.coordinator);
    sender.send(app, &to, message_id, mail.render()?).await
}
