//! What an applicant does with their own request while it waits. The co-ordinator
//! may decide at the same moment: the row is held, and whoever comes second finds
//! it decided, or gone.

use db::member::{Account, Correction};
use domain::id::{MemberId, SectorId};
use domain::member::{ANSWER_LIMIT, MemberState, ROLE_LIMIT};

use super::SECTOR_WANTED;
use crate::failure::{Refusal, refusals};
use crate::{App, Failure, Problems};

/// A request as its applicant corrected it.
#[derive(Debug, Clone)]
pub struct UpdateApplication {
    /// Their name.
    pub name: String,
    /// Whom they work or volunteer for.
    pub organisation: String,
    /// What they do there.
    pub role: String,
    /// Their sector.
    pub sector: SectorId,
    /// Why they would like to join.
    pub why: String,
    /// The version that they saw.
    pub expected_version: i64,
}

refusals! {
    /// What became of it.
    UpdateApplication => UpdateApplicationRefusal {
        /// The request is corrected.
        Saved;
        /// Some answers need another look.
        Invalid,
        /// It was changed elsewhere meanwhile, or the co-ordinator asked something; nothing was saved.
        ChangedElsewhere,
        /// The co-ordinator has decided.
        Decided,
    }
}

/// Corrects a request. It keeps its place in the queue, and the address stays: only
/// a new request can show that another one is theirs.
pub async fn update_application(
    app: &App,
    applicant: MemberId,
    input: UpdateApplication,
) -> Result<(), Failure<UpdateApplicationRefusal>> {
    let mut problems = Problems::new();
    let correction = Correction {
        name: problems.name("name", &input.name),
        organisation: super::organisation(&mut problems, &input.organisation),
        work_role: problems.line("role", "your role", &input.role, ROLE_LIMIT),
        sector: input.sector,
        why: super::why(&mut problems, &input.why),
    };
    problems.or_refuse(UpdateApplicationRefusal::Invalid)?;
    let tx = app.store().begin().await?;
    let account = waiting(&tx, applicant, UpdateApplicationRefusal::Decided).await?;
    if account.version != input.expected_version {
        return Err(UpdateApplicationRefusal::ChangedElsewhere.into());
    }
    if db::community::sectors_by_ids(&tx, &[input.sector])
        .await?
        .is_empty()
    {
        let problem = Problems::one("sector", SECTOR_WANTED);
        return Err(problem.with(UpdateApplicationRefusal::Invalid));
    }
    db::member::correct(&tx, applicant, correction).await?;
    tx.commit().await?;
    Ok(())
}

refusals! {
    /// What became of it.
    AnswerQuestion => AnswerQuestionRefusal {
        /// The co-ordinator has the answer.
        Answered;
        /// The answer needs another look.
        Invalid,
        /// The co-ordinator has asked something else, it was answered elsewhere, or nothing was asked.
        ChangedElsewhere,
        /// The co-ordinator has decided.
        Decided,
    }
}

/// Answers what the co-ordinator asked.
pub async fn answer_question(
    app: &App,
    applicant: MemberId,
    answer: &str,
    expected_version: i64,
) -> Result<(), Failure<AnswerQuestionRefusal>> {
    let mut problems = Problems::new();
    let answer = problems.text("answer", "your answer", answer, ANSWER_LIMIT);
    problems.or_refuse(AnswerQuestionRefusal::Invalid)?;
    let now = app.now();
    let tx = app.store().begin().await?;
    let account = waiting(&tx, applicant, AnswerQuestionRefusal::Decided).await?;
    if account.question.is_none() || account.version != expected_version {
        return Err(AnswerQuestionRefusal::ChangedElsewhere.into());
    }
    db::member::answer_question(&tx, applicant, &answer, now).await?;
    tx.commit().await?;
    Ok(())
}

refusals! {
    /// What became of it.
    WithdrawApplication => WithdrawApplicationRefusal {
        /// The request is taken back, and they are signed out.
        Withdrawn;
        /// The co-ordinator has decided.
        Decided,
    }
}

/// Takes a request back. What was sent with it goes, also with a link that was never
/// used; the row stays without it, because the audit list may point to it. Whoever
/// asks again later is somebody new.
pub async fn withdraw_application(
    app: &App,
    applicant: MemberId,
) -> Result<(), Failure<WithdrawApplicationRefusal>> {
    let now = app.now();
    let tx = app.store().begin().await?;
    // The links first and the row after them, as when a link is used: whoever did both
    // at once would wait for each other. Refused, nothing of it is done.
    let challenges = db::challenge::of_member_for_update(&tx, applicant).await?;
    db::application::forget_all(&tx, &challenges).await?;
    db::challenge::withdraw(&tx, &challenges, now).await?;
    waiting(&tx, applicant, WithdrawApplicationRefusal::Decided).await?;
    let sessions = db::session::end_all(&tx, applicant).await?;
    db::member::withdraw(&tx, applicant).await?;
    tx.commit().await?;
    tracing::info!(event = "session_ended", why = "withdrawn", member = %applicant, sessions, "a request to join was taken back");
    Ok(())
}

/// An applicant who waits for a decision, held until the transaction is over.
async fn waiting<R: Refusal>(
    tx: &db::Tx,
    applicant: MemberId,
    decided: R,
) -> Result<Account, Failure<R>> {
    let account = db::member::account_for_update(tx, applicant).await?;
    let waits = account.filter(|account| account.member.state == MemberState::Applicant);
    waits.ok_or_else(|| decided.into())
}
