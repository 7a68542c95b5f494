//! A member's access.

use domain::Coordinator;
use domain::audit::Act;
use domain::id::MemberId;
use domain::member::{MemberState, Role};

use super::{ALREADY, Decision, DecisionRefusal, NOT_FOUND, begin};
use crate::{App, Failure, Problems};

/// Pauses a member's access. Every browser they are signed in with is signed
/// out in the same transaction, and they are sent the reason.
///
/// Nobody pauses their own access or that of the last co-ordinator: there would
/// be nobody to give it back.
pub async fn suspend_member(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    if member == coordinator.id() {
        return Err(not_this_member("You cannot pause your own access"));
    }
    // Before the member's own row: two who pause each other lock in one order.
    let coordinators = db::member::full_coordinators_for_update(&act.tx).await?;
    let account = db::member::account_for_update(&act.tx, member)
        .await?
        .ok_or(NOT_FOUND)?;
    match account.member.state {
        MemberState::Active => {}
        MemberState::Suspended => return Err(ALREADY),
        MemberState::Applicant | MemberState::Declined | MemberState::Left => {
            return Err(NOT_FOUND);
        }
    }
    if account.member.role == Role::Coordinator && coordinators.iter().all(|other| *other == member)
    {
        return Err(not_this_member("There must be another co-ordinator first"));
    }
    db::member::set_state(&act.tx, member, MemberState::Suspended).await?;
    let sessions = db::session::end_all(&act.tx, member).await?;
    db::challenge::end_of_member(&act.tx, member, act.now).await?;
    act.commit(Act::SuspendMember, member.0).await?;
    tracing::info!(event = "session_ended", why = "paused", member = %member, by = %coordinator.id(), sessions, "access was paused");
    Ok(())
}

/// Gives a member's access back. They are told, and sign in again.
pub async fn reinstate_member(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    let account = db::member::account_for_update(&act.tx, member)
        .await?
        .ok_or(NOT_FOUND)?;
    match account.member.state {
        MemberState::Suspended => {}
        MemberState::Active => return Err(ALREADY),
        MemberState::Applicant | MemberState::Declined | MemberState::Left => {
            return Err(NOT_FOUND);
        }
    }
    db::member::set_state(&act.tx, member, MemberState::Active).await?;
    Ok(act.commit(Act::ReinstateMember, member.0).await?)
}

fn not_this_member(message: &str) -> Failure<DecisionRefusal> {
    Problems::one("member", message).with(DecisionRefusal::Invalid)
}
