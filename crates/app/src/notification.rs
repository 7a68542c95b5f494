//! What members are told: marking it as read.

use domain::Member;
use domain::id::NotificationId;

use crate::App;
use crate::failure::refusals;

refusals! {
    /// What came of marking notifications as read.
    MarkNotificationsRead => MarkNotificationsReadRefusal {
        /// They count as read.
        Saved;
    }
}

/// Marks the member's notifications as read: those named, or all.
pub async fn mark_notifications_read(
    app: &App,
    member: &Member,
    named: Option<Vec<NotificationId>>,
) -> Result<(), db::Error> {
    let tx = app.store().begin().await?;
    db::notification::mark_read(&tx, member.id(), named.as_deref(), app.now()).await?;
    tx.commit().await
}
