//! Reports that wait for an answer.

use db::report::Report;
use domain::Coordinator;
use domain::audit::Act;
use domain::id::ReportId;
use domain::notification::NotificationKind;
use domain::report::ReportOutcome;

use super::{ALREADY, Decision, NOT_FOUND, begin};
use crate::App;
use crate::audit::Audited;
use crate::jobs::{self, Job};

/// Answers a report; the reporter hears what came of it.
pub async fn resolve_report(
    app: &App,
    coordinator: &Coordinator,
    report: ReportId,
    outcome: ReportOutcome,
    reason: &str,
) -> Decision {
    let mut act = begin(app, coordinator, reason).await?;
    let found = db::report::for_update(&act.tx, report)
        .await?
        .ok_or(NOT_FOUND)?;
    if found.resolved_at.is_some() {
        return Err(ALREADY);
    }
    close(&mut act, &found, outcome).await?;
    Ok(act.commit(Act::ResolveReport, report.0).await?)
}

/// Closes an open report with the reason of an act, and tells the reporter, also by
/// mail.
pub(super) async fn close(
    act: &mut Audited,
    report: &Report,
    outcome: ReportOutcome,
) -> anyhow::Result<()> {
    let Audited {
        tx,
        reason,
        now,
        actor,
    } = act;
    db::report::resolve(tx, report.id, *actor, outcome, reason, *now).await?;
    let kind = NotificationKind::ReportResolved;
    db::notification::tell(tx, report.reporter, kind, Some(report.id.0), *now).await?;
    let report = report.id.0;
    jobs::enqueue(tx, Job::TellReporter { report }, *now).await
}
