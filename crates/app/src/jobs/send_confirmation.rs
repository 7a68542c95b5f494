//! Mails the link by which an applicant shows that the address is theirs; to
//! a member, that they are one already.

use db::challenge::Challenge;
use domain::clock::Span;
use domain::id::ChallengeId;
use domain::member::MemberState;
use domain::session::CONFIRMATION_LIFE;
use mail::{AlreadyMember, ConfirmAddress, Layout, Mail};
use uuid::Uuid;

use crate::App;
use crate::challenge::{note_mail, token_of};
use crate::jobs::{JobError, JobResult};
use crate::mailing::{self, MailSender, Recipient};

pub(super) async fn run(app: &App, sender: &MailSender, challenge: Uuid) -> JobResult {
    let id = ChallengeId(challenge);
    let challenge = live_challenge(app, id).await?;
    let layout = mailing::layout(app, None).await?;
    let account = db::member::account_by_email(app.db(), &challenge.email_key).await?;
    let state = account.map(|account| account.member.state);
    let content = match state {
        Some(MemberState::Active | MemberState::Suspended) => AlreadyMember {
            layout,
            sign_in_url: app.settings().url("/sign-in"),
        }
        .render()?,
        _ => confirm_address(app, layout, id).render()?,
    };
    // The form's name is not put on the envelope: whoever filled it in
    // chose who gets this mail.
    let to = Recipient::stranger(challenge.email.clone());
    let message_id = sender.message_id("confirm", id.0);
    let sent = sender.send(app, &to, message_id, content).await;
    note_mail(app, &challenge, &sent).await;
    sent
}

pub(super) async fn live_challenge(app: &App, id: ChallengeId) -> Result<Challenge, JobError> {
    let challenge = db::challenge::by_id(app.db(), id).await?;
    challenge
        .filter(|challenge| challenge.is_live(app.now()))
        .ok_or(JobError::Moot)
}

/// The mail with the link of this challenge.
pub(super) fn confirm_address(app: &App, layout: Layout, id: ChallengeId) -> ConfirmAddress {
    ConfirmAddress {
        layout,
        link: app
            .settings()
            .url(&format!("/join/confirm#token={}", token_of(app, id))),
        days: u32::try_from(CONFIRMATION_LIFE.0 / Span::days(1).0).unwrap_or(u32::MAX),
    }
}
