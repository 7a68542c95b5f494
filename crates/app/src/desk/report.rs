//! Reports that wait for an answer.

use domain::Coordinator;
use domain::audit::Act;
use domain::id::ReportId;
use domain::notification::NotificationKind;
use domain::report::ReportOutcome;

use super::{ALREADY, Decision, NOT_FOUND, begin};
use crate::App;

/// Answers a report; the reporter hears what came of it.
pub async fn resolve_report(
    app: &App,
    coordinator: &Coordinator,
    report: ReportId,
    outcome: ReportOutcome,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    let found = db::report::for_update(&act.tx, report)
        .await?
        .ok_or(NOT_FOUND)?;
    if found.resolved_at.is_some() {
        return Err(ALREADY);
    }
    let by = coordinator.id();
    db::report::resolve(&act.tx, report, by, outcome, &act.reason, act.now).await?;
    let kind = NotificationKind::ReportResolved;
    db::notification::tell(&act.tx, found.reporter, kind, Some(report.0), act.now).await?;
    Ok(act.commit(Act::ResolveReport, report.0).await?)
}
