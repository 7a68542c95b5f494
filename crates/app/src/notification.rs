//! What members are told: marking it as read, and to whom it is mailed.

use domain::Member;
use domain::id::{MemberId, NotificationId};
use domain::mail::MailKind;
use domain::member::MemberState;

use crate::App;
use crate::mailing::{self, Recipient, Stoppable};

/// Marks the member's notifications as read: those named, or all.
///
/// # Errors
/// What broke.
pub async fn mark_notifications_read(app: &App, member: &Member, named: Option<Vec<NotificationId>>) -> Result<(), db::Error> {
    let tx = app.store().begin().await?;
    db::notification::mark_read(&tx, member.id(), named.as_deref(), app.now()).await?;
    tx.commit().await
}

/// To whom a mail goes, and how they stop its kind.
pub(crate) struct Addressed {
    pub to: Recipient,
    pub stop: Stoppable,
}

/// The address of a member for a kind of mail: none if they are not active, do
/// not want it, or their address refuses mail.
pub(crate) async fn address(app: &App, member: MemberId, kind: MailKind) -> Result<Option<Addressed>, db::Error> {
    let Some(account) = db::member::account(app.db(), member).await? else { return Ok(None) };
    let wants = match kind {
        MailKind::Reply => account.mail_replies,
        MailKind::Helped => account.mail_helped,
        MailKind::Digest => account.digest == domain::mail::DigestFrequency::Weekly,
    };
    if account.member.state != MemberState::Active || account.mail_suspended_at.is_some() || !wants {
        return Ok(None);
    }
    let Some(to) = mailing::recipient(&account) else { return Ok(None) };
    let tx = app.store().begin().await?;
    let token = db::mail::make_tokens(&tx, &[member], kind).await?.remove(&member);
    tx.commit().await?;
    Ok(token.map(|token| Addressed { to, stop: Stoppable { kind, token } }))
}
