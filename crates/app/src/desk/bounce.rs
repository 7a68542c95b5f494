//! Members whose address refuses mail.

use domain::Coordinator;
use domain::audit::Act;
use domain::id::MemberId;
use domain::member::MemberState;

use super::{ALREADY, Decision, NOT_FOUND, begin};
use crate::App;

/// Sends mail again to a member whose address refused it. Refused once more, it
/// is back on the desk.
pub async fn resume_mail(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    let account = db::member::account_for_update(&act.tx, member)
        .await?
        .filter(|account| account.member.state == MemberState::Active)
        .ok_or(NOT_FOUND)?;
    if account.mail_suspended_at.is_none() {
        return Err(ALREADY);
    }
    db::member::resume_mail(&act.tx, member).await?;
    Ok(act.commit(Act::ResumeMail, member.0).await?)
}
