//! Asking to join, and showing that the address is one's own.
//!
//! What is asked for is kept beside a challenge and becomes a member's row only
//! when the link in the mail is used: whoever types an address into a form has
//! not shown that it is theirs, and must neither learn who is known here nor
//! change anything of theirs.

mod waiting;

pub use waiting::{
    AnswerQuestionRefusal, UpdateApplication, UpdateApplicationRefusal, WithdrawApplicationRefusal,
    answer_question, update_application, withdraw_application,
};

use domain::Timestamp;
use domain::challenge::{Client, Limit};
use domain::id::{ChallengeId, MemberId, SectorId};
use domain::mail::{ChosenBy, MailKind};
use domain::member::{EmailAddress, MemberState, ROLE_LIMIT, Role, WHY_LIMIT};
use domain::session::{Computer, Purpose};

use db::application::Application;
use db::challenge::Challenge;
use db::member::{Account, NewMember};

use crate::failure::refusals;
use crate::jobs::{self, Job, TellCoordinator};
use crate::mailing::choice_word;
use crate::session::{self, Browser, Started};
use crate::{App, Failure, Problems, challenge};

/// Somebody asks to join.
#[derive(Debug, Clone)]
pub struct Apply {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Whom they work or volunteer for.
    pub organisation: String,
    /// What they do there.
    pub role: String,
    /// Their sector.
    pub sector: SectorId,
    /// Why they would like to join.
    pub why: String,
    /// Whether they agreed to the house rules.
    pub accepts_rules: bool,
    /// From where.
    pub client: Client,
}

refusals! {
    /// What became of it.
    ApplyForMembership => ApplyRefusal {
        /// A mail with a link is on its way.
        Received;
        /// Some answers need another look.
        Invalid,
        /// Too many were sent for this address within the hour.
        TooMany,
        /// Too many were sent from this connection, which others may share.
        TooManyHere,
        /// Too many were sent by everybody together.
        TooManyEverywhere,
    }
}

impl From<Limit> for ApplyRefusal {
    fn from(limit: Limit) -> Self {
        match limit {
            Limit::Address => Self::TooMany,
            Limit::Client => Self::TooManyHere,
            Limit::Installation => Self::TooManyEverywhere,
        }
    }
}

refusals! {
    /// What became of it.
    ConfirmAddress => ConfirmRefusal {
        /// The address is confirmed, and the request is with the co-ordinator.
        Confirmed;
        /// The link is used up or too old.
        Expired,
        /// The request was decided meanwhile: they sign in as members do.
        Known,
    }
}

/// Receives an application and promises the mail that confirms the address.
pub async fn apply(app: &App, input: Apply) -> Result<(), Failure<ApplyRefusal>> {
    let now = app.now();
    let (email, application) =
        checked(&input, now).map_err(|problems| problems.with(ApplyRefusal::Invalid))?;
    let mut tx = app.store().begin().await?;
    let challenge = challenge::new(app, Purpose::ConfirmAddress, &email, &input.client, now);
    if let Some(limit) = challenge::limit(&tx, &challenge, now).await? {
        return Err(ApplyRefusal::from(limit).into());
    }
    if db::community::sectors_by_ids(&tx, &[input.sector])
        .await?
        .is_empty()
    {
        return Err(Problems::one("sector", SECTOR_WANTED).with(ApplyRefusal::Invalid));
    }
    db::challenge::insert(&tx, &challenge).await?;
    db::application::insert(&tx, challenge.id, &application).await?;
    jobs::enqueue(
        &mut tx,
        Job::SendConfirmation {
            challenge: challenge.id.0,
        },
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

pub(crate) const SECTOR_WANTED: &str = "Choose the one nearest to your work";

fn checked(input: &Apply, now: Timestamp) -> Result<(EmailAddress, Application), Problems> {
    let mut problems = Problems::new();
    let name = problems.name("name", &input.name);
    let email = input.email.parse::<EmailAddress>();
    if let Err(fault) = &email {
        problems.add("email", fault.to_string());
    }
    let organisation = organisation(&mut problems, &input.organisation);
    let work_role = problems.line("role", "your role", &input.role, ROLE_LIMIT);
    let why = why(&mut problems, &input.why);
    if !input.accepts_rules {
        problems.add(
            "acceptsRules",
            "Read the house rules and tick the box to join",
        );
    }
    match email {
        Ok(email) if problems.is_empty() => Ok((
            email,
            Application {
                name,
                organisation,
                work_role,
                sector: input.sector,
                why,
                rules_accepted_at: now,
            },
        )),
        _ => Err(problems),
    }
}

fn organisation(problems: &mut Problems, text: &str) -> String {
    let what = "the organisation or group that you work with";
    problems.organisation("organisation", what, text)
}

fn why(problems: &mut Problems, text: &str) -> String {
    problems.text("why", "why you would like to join", text, WHY_LIMIT)
}

/// Uses the link up: the application becomes an applicant, the co-ordinators
/// hear of it, and the applicant is signed in to see where it stands.
pub async fn confirm_address(
    app: &App,
    token: &str,
    browser: &Browser,
) -> Result<Started, Failure<ConfirmRefusal>> {
    match try_confirm(app, token, browser).await {
        // Two applications of one person, confirmed at the same moment: by now
        // the first one's row is there, and the second joins it.
        Err(Failure::Broken(error))
            if matches!(
                error.downcast_ref(),
                Some(db::Error::Conflict(db::Constraint::MemberEmail))
            ) =>
        {
            try_confirm(app, token, browser).await
        }
        end => end,
    }
}

async fn try_confirm(
    app: &App,
    token: &str,
    browser: &Browser,
) -> Result<Started, Failure<ConfirmRefusal>> {
    let now = app.now();
    let mut tx = app.store().begin().await?;
    let challenge = challenge::by_link(app, &tx, token, Purpose::ConfirmAddress, now)
        .await?
        .ok_or(ConfirmRefusal::Expired)?;
    if !db::challenge::spend(&tx, challenge.id, None, now).await? {
        return Err(ConfirmRefusal::Expired.into());
    }
    let application = db::application::of_challenge(&tx, challenge.id)
        .await?
        .ok_or(ConfirmRefusal::Expired)?;
    db::application::forget(&tx, challenge.id).await?;
    let known = db::member::account_by_email(&tx, &challenge.email_key).await?;
    let Some((id, is_news)) = receive(&tx, known, &challenge, application, now).await? else {
        tx.commit().await?;
        return Err(ConfirmRefusal::Known.into());
    };
    if is_news {
        tell_coordinators(&mut tx, id, challenge.id, now).await?;
    }
    let account = db::member::account(&tx, id)
        .await?
        .ok_or_else(|| anyhow::anyhow!("an applicant who was just written down is not there"))?;
    let started = session::start(&tx, &account.member, Computer::Own, browser, now).await?;
    tx.commit().await?;
    session::note_start(&started, "confirmation", Some(challenge.id));
    Ok(started)
}

/// Writes the application down as an applicant, and says whether the
/// co-ordinator has something new to decide. `None` where nobody asks any more:
/// this link is for seven days and asks in no browser, so it lets no member in.
async fn receive(
    tx: &db::Tx,
    known: Option<Account>,
    challenge: &Challenge,
    application: Application,
    now: Timestamp,
) -> Result<Option<(MemberId, bool)>, db::Error> {
    let new = |id| NewMember {
        id,
        state: MemberState::Applicant,
        role: Role::Member,
        name: application.name,
        email: challenge.email.clone(),
        email_key: challenge.email_key.clone(),
        work_role: application.work_role,
        sector: application.sector,
        organisation: None,
        organisation_typed: Some(application.organisation),
        why: application.why,
        rules_accepted_at: Some(application.rules_accepted_at),
        address_confirmed_at: Some(now),
    };
    let Some(account) = known else {
        let id = MemberId::fresh(now);
        db::member::insert(tx, new(id), now).await?;
        for kind in MailKind::ALL {
            let word = choice_word(*kind, true);
            db::mail::record_choice(tx, id, *kind, word, ChosenBy::Joining, now).await?;
        }
        return Ok(Some((id, true)));
    };
    let id = account.member.id;
    match account.member.state {
        MemberState::Declined => {
            db::member::apply_again(tx, id, new(id), now).await?;
            Ok(Some((id, true)))
        }
        // Still waiting: what they wrote last counts, and they keep their place.
        MemberState::Applicant => {
            db::member::apply_again(tx, id, new(id), account.applied_at).await?;
            Ok(Some((id, false)))
        }
        // Decided between the two mails; the row is theirs to change elsewhere.
        MemberState::Active | MemberState::Suspended | MemberState::Left => Ok(None),
    }
}

async fn tell_coordinators(
    tx: &mut db::Tx,
    applicant: MemberId,
    challenge: ChallengeId,
    now: Timestamp,
) -> anyhow::Result<()> {
    for coordinator in db::member::coordinators(tx, now).await? {
        let tell = TellCoordinator {
            coordinator: coordinator.0,
            applicant: applicant.0,
            challenge: challenge.0,
        };
        jobs::enqueue(tx, Job::TellCoordinator(tell), now).await?;
    }
    Ok(())
}
