//! Asking to join, and the requests that wait for the co-ordinator.

use app::application::{Apply, ApplyRefusal, ConfirmRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result};
use db::member::Account;

use crate::community::{Sector, sector};
use crate::connection::connection;
use crate::context::{Request, request};
use crate::id::{id_of, parse};
use crate::member::{self, Member};
use crate::payload::{Payload, payload, refused, status};
use crate::scalar::{DateTime, Text};
use crate::session::{begin, browser};
use crate::viewer::Viewer;

/// Somebody who asks to join, as the co-ordinator sees them.
#[derive(Clone)]
pub struct Applicant(pub(crate) Account);

/// Somebody who asks to join.
#[Object]
impl Applicant {
    /// Their id as a member: approve or decline this one.
    async fn id(&self) -> ID {
        id_of(self.0.member.id)
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
    async fn why(&self) -> Text<'_> {
        Text(&self.0.why)
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

/// All who wait.
pub struct Waiting;

async fn count(request: &Request, _: &Waiting) -> db::Result<i64> {
    db::member::applicant_count(request.db()).await
}

connection!(
    ApplicantConnection,
    ApplicantEdge,
    Applicant,
    Waiting,
    count
);

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
    ) -> Result<Payload<Applied>> {
        let request = request(ctx)?;
        let application = Apply {
            name: input.name,
            email: input.email,
            organisation: input.organisation,
            role: input.role,
            sector: parse(&input.sector)?,
            why: input.why,
            accepts_rules: input.accepts_rules,
            client: request.client.clone(),
        };
        match app::application::apply(request.app(), application).await {
            Ok(()) => Ok(Payload::done(Applied)),
            Err(failure) => Ok(refused(request, failure)?.into()),
        }
    }

    /// Shows that the address is one's own, and signs in to see where the
    /// request stands. Works once.
    async fn confirm_address(
        &self,
        ctx: &Context<'_>,
        input: ConfirmAddressInput,
    ) -> Result<Payload<ConfirmedAddress>> {
        let request = request(ctx)?;
        match app::application::confirm_address(request.app(), &input.token, &browser(request))
            .await
        {
            Ok(started) => Ok(Payload::done(ConfirmedAddress {
                viewer: begin(request, started).await?,
            })),
            Err(failure) => Ok(refused(request, failure)?.into()),
        }
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
    sector: ID,
    /// Why they would like to join.
    why: String,
    /// Whether they have read the house rules and will keep them.
    accepts_rules: bool,
}

status! {
    /// What became of it.
    ApplyForMembershipStatus {
        /// A mail with a link is on its way.
        Received;
        ApplyRefusal {
            /// Some answers need another look.
            Invalid(problems),
            /// Too many were sent for this address within the hour.
            TooMany,
            /// Too many were sent from this connection, which others may share.
            TooManyHere,
            /// Too many were sent by everybody together.
            TooManyEverywhere,
        }
    }
}

payload! {
    "ApplyForMembershipPayload", ApplyForMembershipStatus,
    /// A request whose address is to be confirmed: nobody is shown anything of it
    /// before.
    Applied
}

/// The token of the link in the mail.
#[derive(InputObject)]
pub struct ConfirmAddressInput {
    /// The token.
    token: String,
}

status! {
    /// What became of it.
    ConfirmAddressStatus {
        /// The address is confirmed, and the request is with the co-ordinator.
        Confirmed;
        ConfirmRefusal {
            /// The link is used up or too old.
            Expired,
            /// The request was decided meanwhile: they sign in as members do.
            Known,
        }
    }
}

payload! {
    "ConfirmAddressPayload", ConfirmAddressStatus,
    /// A confirmed address.
    ConfirmedAddress as ConfirmAddressRows {
        /// The one who is signed in now.
        viewer: Viewer,
    }
}
