//! Tells a member what came of what they reported.

use domain::id::ReportId;
use domain::report::ReportOutcome;
use mail::{Mail, ReportAnswered};
use uuid::Uuid;

use crate::App;
use crate::jobs::{JobError, JobResult};
use crate::mailing::{self, MailSender};

pub(super) async fn run(app: &App, sender: &MailSender, report: Uuid) -> JobResult {
    let found = db::report::by_id(app.db(), ReportId(report))
        .await?
        .ok_or(JobError::Moot)?;
    let (Some(outcome), Some(reason)) = (found.outcome, found.resolution) else {
        return Err(JobError::Moot);
    };
    let to = mailing::reachable(app, found.reporter).await?;
    let content = ReportAnswered {
        layout: mailing::layout(app, to.name.as_deref()).await?,
        choices: mailing::choices(app, None),
        acted: outcome == ReportOutcome::Acted,
        reason,
        notifications_url: app.settings().url("/notifications"),
        contact: app.settings().contact.clone(),
    }
    .render()?;
    let message_id = sender.message_id("report", report);
    sender.send(app, &to, message_id, content).await
}
