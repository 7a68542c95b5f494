//! Asking to join, and the requests that wait for the co-ordinator.

use app::application::{Apply, ApplyRefusal, ConfirmRefusal};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use db::member::Account;
use domain::id::{MemberId, SectorId};

use crate::community::{Sector, sector};
use crate::context::request;
use crate::id::Id;
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
    /// Members and other applicants whose name cannot be told from theirs at a
    /// glance.
    #[graphql(complexity = "crate::cost::up_to(member::LOOKALIKES, child_complexity)")]
    async fn same_name_as(&self, ctx: &Context<'_>) -> Result<Vec<Member>> {
        member::lookalikes(ctx, self.0.member.id).await
    }
    /// When they asked.
    async fn applied_at(&self) -> DateTime {
        self.0.applied_at.into()
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
