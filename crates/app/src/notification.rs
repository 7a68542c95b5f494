//! What members are told: marking it as read.

use domain::Member;
use domain::id::NotificationId;

use crate::App;

/// Marks the member's notifications as read: those named, or all.
///
/// # Errors
/// What broke.
pub async fn mark_notifications_read(
    app: &App,
    member: &Member,
    named: Option<Vec<NotificationId>>,
) -> Result<(), db::Error> {
    let tx = app.store().begin().await?;
    db::notification::mark_read(&tx, member.id(), named.as_deref(), app.now()).await?;
    tx.commit().await
}
