//! People who ask to join.

use db::member::Account;
use domain::Coordinator;
use domain::audit::{Act, REASON_LIMIT};
use domain::id::MemberId;
use domain::member::MemberState;
use domain::notification::NotificationKind;

use super::{ALREADY, Decision, DecisionRefusal, NOT_FOUND, begin};
use crate::{App, Failure, Problems, audit};

/// Makes an applicant a member.
pub async fn approve_member(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    let Account {
        member: applicant,
        organisation_typed,
        ..
    } = applicant(&act.tx, member).await?;
    let organisation = match organisation_typed.as_deref() {
        None | Some("") => applicant.organisation,
        Some(name) => {
            Some(db::organisation::find_or_make(&act.tx, applicant.sector, name, act.now).await?)
        }
    };
    db::member::approve(&act.tx, member, organisation, &act.reason, act.now).await?;
    let kind = NotificationKind::ApplicationApproved;
    db::notification::tell(&act.tx, member, kind, None, act.now).await?;
    Ok(act.commit(Act::ApproveMember, member.0).await?)
}

/// Asks an applicant something before it is decided: they are sent the question,
/// which is the reason that the audit list keeps. An earlier one is replaced.
pub async fn ask_applicant(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    question: &str,
) -> Decision {
    let mut problems = Problems::new();
    let question = problems.text("question", "a question", question, REASON_LIMIT);
    problems.or_refuse(DecisionRefusal::Invalid)?;
    let act = audit::begin_because(app, coordinator, question).await?;
    applicant(&act.tx, member).await?;
    db::member::ask_applicant(&act.tx, member, &act.reason, act.now).await?;
    Ok(act.commit(Act::AskApplicant, member.0).await?)
}

/// Declines an applicant, who is sent the reason.
pub async fn decline_member(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    reason: &str,
) -> Decision {
    let act = begin(app, coordinator, reason).await?;
    applicant(&act.tx, member).await?;
    db::member::decline(&act.tx, member, &act.reason, act.now).await?;
    Ok(act.commit(Act::DeclineMember, member.0).await?)
}

/// An applicant who waits for a decision, held until it is taken.
async fn applicant(tx: &db::Tx, member: MemberId) -> Result<Account, Failure<DecisionRefusal>> {
    let account = db::member::account_for_update(tx, member)
        .await?
        .ok_or(NOT_FOUND)?;
    match account.member.state {
        MemberState::Applicant if account.address_confirmed_at.is_some() => Ok(account),
        MemberState::Applicant | MemberState::Left => Err(NOT_FOUND),
        MemberState::Active | MemberState::Declined | MemberState::Suspended => Err(ALREADY),
    }
}
