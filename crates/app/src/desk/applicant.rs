//! People who ask to join.

use db::member::Account;
use domain::Coordinator;
use domain::audit::{Act, REASON_LIMIT};
use domain::id::MemberId;
use domain::member::MemberState;
use domain::notification::NotificationKind;

use crate::failure::refusals;
use crate::{App, Failure, Problems, audit};

refusals! {
    /// What became of a decision about an applicant, or of a question to them.
    ApplicantDecision => ApplicantRefusal {
        /// It is done.
        Done;
        /// The reason, or the question, needs another look.
        Invalid,
        /// It is decided already.
        Already,
        /// Nobody of that kind waits.
        NotFound,
        /// They changed their request, or answered, or were asked something meanwhile; nothing was done.
        ChangedElsewhere,
    }
}

type Decision = Result<(), Failure<ApplicantRefusal>>;

/// Makes an applicant a member.
pub async fn approve_member(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    expected_version: i64,
    reason: &str,
) -> Decision {
    let act = audit::begin(app, coordinator, reason, ApplicantRefusal::Invalid).await?;
    let Account {
        member: applicant,
        organisation_typed,
        ..
    } = applicant(&act.tx, member, expected_version).await?;
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
    expected_version: i64,
    question: &str,
) -> Decision {
    let mut problems = Problems::new();
    let question = problems.text("question", "a question", question, REASON_LIMIT);
    problems.or_refuse(ApplicantRefusal::Invalid)?;
    let act = audit::begin_because(app, coordinator, question).await?;
    applicant(&act.tx, member, expected_version).await?;
    db::member::ask_applicant(&act.tx, member, &act.reason, act.now).await?;
    Ok(act.commit(Act::AskApplicant, member.0).await?)
}

/// Declines an applicant, who is sent the reason.
pub async fn decline_member(
    app: &App,
    coordinator: &Coordinator,
    member: MemberId,
    expected_version: i64,
    reason: &str,
) -> Decision {
    let act = audit::begin(app, coordinator, reason, ApplicantRefusal::Invalid).await?;
    applicant(&act.tx, member, expected_version).await?;
    db::member::decline(&act.tx, member, &act.reason, act.now).await?;
    Ok(act.commit(Act::DeclineMember, member.0).await?)
}

/// An applicant who waits for a decision, held until it is taken, whose words are
/// those that the co-ordinator read.
async fn applicant(
    tx: &db::Tx,
    member: MemberId,
    expected_version: i64,
) -> Result<Account, Failure<ApplicantRefusal>> {
    let account = db::member::account_for_update(tx, member)
        .await?
        .ok_or(ApplicantRefusal::NotFound)?;
    match account.member.state {
        MemberState::Applicant if account.address_confirmed_at.is_some() => {}
        MemberState::Applicant | MemberState::Left => {
            return Err(ApplicantRefusal::NotFound.into());
        }
        MemberState::Active | MemberState::Declined | MemberState::Suspended => {
            return Err(ApplicantRefusal::Already.into());
        }
    }
    if account.version != expected_version {
        return Err(ApplicantRefusal::ChangedElsewhere.into());
    }
    Ok(account)
}
