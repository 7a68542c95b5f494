//! Asking to join, and the requests that wait for the co-ordinator.

use app::application::{
    AnswerQuestionRefusal, Apply, ApplyRefusal, ConfirmRefusal, UpdateApplicationRefusal,
    WithdrawApplicationRefusal,
};
use app::desk::ApplicantRefusal;
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use db::member::Account;
use domain::id::{MemberId, SectorId};
use domain::member::MemberState;
use domain::viewer::Powerless;

use crate::community::{Sector, sector};
use crate::connection::int;
use crate::context::{Request, SessionChange, request};
use crate::desk::Queue;
use crate::id::Id;
use crate::loaders::loaders;
use crate::member::{self, Member};
use crate::payload::{Empty, Payload};
use crate::scalar::DateTime;
use crate::session::{begin, browser};
use crate::viewer::Viewer;

/// Somebody who asks to join, as the co-ordinator sees them.
#[derive(Clone)]
pub struct Applicant(pub(crate) Account);

/// Somebody who asks to join.
#[Object]
impl Applicant {
    /// Their id as a member: approve or decline this one.
    async fn id(&self) -> Id<MemberId> {
        Id(self.0.member.id)
    }
    /// Their name.
    async fn name(&self) -> &str {
        &self.0.member.name
    }
    /// Their address, which they have shown to be theirs.
    async fn email(&self) -> &str {
        self.0.email.as_deref().unwrap_or_default()
    }
    /// Whom they say they work for.
    async fn organisation(&self) -> &str {
        self.0.organisation_typed.as_deref().unwrap_or_default()
    }
    /// What they say they do there.
    async fn role(&self) -> &str {
        &self.0.member.work_role
    }
    /// The sector that they chose.
    async fn sector(&self, ctx: &Context<'_>) -> Result<Sector> {
        sector(ctx, self.0.member.sector).await
    }
    /// Why they would like to join.
    async fn why(&self) -> &str {
        &self.0.why
    }
    /// What the co-ordinator asked them, the latest of it.
    async fn question(&self) -> Option<ApplicantQuestion> {
        ApplicantQuestion::of(&self.0)
    }
    /// Members and other applicants whose name cannot be told from theirs at a
    /// glance.
    #[graphql(complexity = "crate::cost::up_to(member::LOOKALIKES, child_complexity)")]
    async fn same_name_as(&self, ctx: &Context<'_>) -> Result<Vec<Member>> {
        member::lookalikes(ctx, self.0.member.id).await
    }
    /// Counts the changes of the request: say which one you read when you decide.
    async fn version(&self) -> i32 {
        int(self.0.version)
    }
    /// When they asked.
    async fn applied_at(&self) -> DateTime {
        self.0.applied_at.into()
    }
}

/// What the co-ordinator asked somebody who waits for a decision.
#[derive(SimpleObject)]
pub struct ApplicantQuestion {
    /// In the co-ordinator's words.
    text: String,
    /// When it was asked.
    asked_at: DateTime,
    /// What the applicant answered; null until they do.
    answer: Option<String>,
    /// When they answered.
    answered_at: Option<DateTime>,
}

impl ApplicantQuestion {
    /// The one of an account, if anything was asked.
    pub fn of(account: &Account) -> Option<Self> {
        Some(Self {
            text: account.question.clone()?,
            asked_at: account.asked_at?.into(),
            answer: account.answer.clone(),
            answered_at: account.answered_at.map(DateTime),
        })
    }
}

/// Writes about joining.
#[derive(Default)]
pub struct ApplicationMutation;

#[Object]
impl ApplicationMutation {
    /// Asks to join. The co-ordinator hears of it when the link in the mail
    /// has been used. The answer is the same whether or not the address is known.
    async fn apply_for_membership(
        &self,
        ctx: &Context<'_>,
        input: ApplyForMembershipInput,
    ) -> Result<Empty<ApplyRefusal>> {
        let request = request(ctx)?;
        let application = Apply {
            name: input.name,
            email: input.email,
            organisation: input.organisation,
            role: input.role,
            sector: input.sector.0,
            why: input.why,
            accepts_rules: input.accepts_rules,
            client: request.client.clone(),
        };
        Payload::empty(app::application::apply(request.app(), application).await)
    }

    /// Shows that the address is one's own, and signs in to see where the
    /// request stands. Works once.
    async fn confirm_address(
        &self,
        ctx: &Context<'_>,
        input: ConfirmAddressInput,
    ) -> Result<Payload<ConfirmAddress, ConfirmRefusal>> {
        let request = request(ctx)?;
        let (app, browser) = (request.app(), browser(request));
        let confirmed = app::application::confirm_address(app, &input.token, &browser).await;
        Payload::of(confirmed, async |started| {
            let viewer = begin(request, started).await?;
            Ok(ConfirmAddress { viewer })
        })
        .await
    }

    /// Corrects one's own request to join while it waits. It keeps its place.
    async fn update_application(
        &self,
        ctx: &Context<'_>,
        input: UpdateApplicationInput,
    ) -> Result<Payload<UpdateApplication, UpdateApplicationRefusal>> {
        let request = request(ctx)?;
        let applicant = signed_in(request)?;
        let correction = app::application::UpdateApplication {
            name: input.name,
            organisation: input.organisation,
            role: input.role,
            sector: input.sector.0,
            why: input.why,
            expected_version: i64::from(input.expected_version),
        };
        let app = request.app();
        let saved = app::application::update_application(app, applicant, correction).await;
        Payload::beside(saved, async || {
            let viewer = Viewer::of(request, request.viewer).await?;
            Ok(UpdateApplication { viewer })
        })
        .await
    }

    /// Answers what the co-ordinator asked about one's own request to join.
    async fn answer_question(
        &self,
        ctx: &Context<'_>,
        input: AnswerQuestionInput,
    ) -> Result<Payload<AnswerQuestion, AnswerQuestionRefusal>> {
        let request = request(ctx)?;
        let applicant = signed_in(request)?;
        let (app, version) = (request.app(), i64::from(input.expected_version));
        let answered =
            app::application::answer_question(app, applicant, &input.answer, version).await;
        Payload::beside(answered, async || {
            let viewer = Viewer::of(request, request.viewer).await?;
            Ok(AnswerQuestion { viewer })
        })
        .await
    }

    /// Takes one's own request to join back. What was sent with it is deleted, and
    /// its applicant is signed out.
    async fn withdraw_application(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Empty<WithdrawApplicationRefusal>> {
        let request = request(ctx)?;
        let applicant = signed_in(request)?;
        let done = app::application::withdraw_application(request.app(), applicant).await;
        if done.is_ok() {
            request.change_session(SessionChange::Ended);
        }
        Payload::empty(done)
    }

    /// Asks an applicant something before it is decided. They are sent the question;
    /// the answer stands beside it.
    async fn ask_applicant(
        &self,
        ctx: &Context<'_>,
        input: AskApplicantInput,
    ) -> Result<Payload<AskApplicant, ApplicantRefusal>> {
        let request = request(ctx)?;
        let (app, coordinator) = (request.app(), request.viewer.coordinator()?);
        let (member, question) = (input.member.0, &input.question);
        let version = i64::from(input.expected_version);
        let asked = app::desk::ask_applicant(app, &coordinator, member, version, question).await;
        Payload::beside(asked, async || {
            Ok(AskApplicant {
                applicant: waiting(ctx, member).await?,
                queue: Some(Queue::read(request).await?),
            })
        })
        .await
    }
}

/// Whoever still waits for a decision, as they are now.
pub(crate) async fn waiting(ctx: &Context<'_>, id: MemberId) -> Result<Option<Applicant>> {
    loaders(ctx)?.forget();
    let account = db::member::account(request(ctx)?.db(), id).await?;
    let waits = account.filter(|account| account.member.state == MemberState::Applicant);
    Ok(waits.map(Applicant))
}

/// Whoever is signed in, in whatever state: the command finds whether they still
/// wait.
fn signed_in(request: &Request) -> Result<MemberId> {
    let principal = request.viewer.principal().ok_or(Powerless::SignedOut)?;
    Ok(principal.member)
}

/// Somebody asks to join.
#[derive(InputObject)]
pub struct ApplyForMembershipInput {
    /// Their name.
    name: String,
    /// Their address.
    email: String,
    /// The organisation or group that they work with.
    organisation: String,
    /// What they do there.
    role: String,
    /// The sector nearest to their work.
    sector: Id<SectorId>,
    /// Why they would like to join.
    why: String,
    /// Whether they have read the house rules and will keep them.
    accepts_rules: bool,
}

/// The token of the link in the mail.
#[derive(InputObject)]
pub struct ConfirmAddressInput {
    /// The token.
    token: String,
}

#[derive(SimpleObject, Default)]
pub struct ConfirmAddress {
    /// The one who is signed in now.
    viewer: Option<Viewer>,
}

/// A request to join as its applicant corrected it.
#[derive(InputObject)]
pub struct UpdateApplicationInput {
    /// Their name.
    name: String,
    /// The organisation or group that they work with.
    organisation: String,
    /// What they do there.
    role: String,
    /// The sector nearest to their work.
    sector: Id<SectorId>,
    /// Why they would like to join.
    why: String,
    /// The version of the viewer that they saw.
    expected_version: i32,
}

#[derive(SimpleObject, Default)]
pub struct UpdateApplication {
    /// The applicant as they are now.
    viewer: Option<Viewer>,
}

/// An answer to the co-ordinator.
#[derive(InputObject)]
pub struct AnswerQuestionInput {
    /// The answer.
    answer: String,
    /// The version of the viewer that they saw: with another question it is another.
    expected_version: i32,
}

#[derive(SimpleObject, Default)]
pub struct AnswerQuestion {
    /// The applicant as they are now.
    viewer: Option<Viewer>,
}

/// A question to an applicant.
#[derive(InputObject)]
pub struct AskApplicantInput {
    /// Whom.
    member: Id<MemberId>,
    /// The version that was read: no question is about other words.
    expected_version: i32,
    /// What. It is kept in the audit list.
    question: String,
}

#[derive(SimpleObject, Default)]
pub struct AskApplicant {
    /// The applicant as they are now; null once it is decided.
    applicant: Option<Applicant>,
    /// What waits now.
    queue: Option<Queue>,
}
