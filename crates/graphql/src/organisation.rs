//! Organisations: whom members work for, and the co-ordinator's list of them.

use app::organisation;
use app::organisation::RenameOrganisationRefusal;
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use db::List;
use domain::id::{OrganisationId, SectorId};
use domain::member::ORGANISATION_LIMIT;

use crate::community::{Sector, sector};
use crate::connection::{Connection, connection, page_request};
use crate::context::request;
use crate::error::{Code, coded};
use crate::id::Id;
use crate::loaders::{grouped, keyed, load, loader, loaders};
use crate::payload::{Payload, written};

/// Whom a member works for.
#[derive(Clone)]
pub struct Organisation(pub db::organisation::Organisation);

/// Whom a member works for.
#[Object]
impl Organisation {
    /// Its id.
    pub async fn id(&self) -> Id<OrganisationId> {
        Id(self.0.id)
    }
    /// Its name.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Its sector.
    async fn sector(&self, ctx: &Context<'_>) -> Result<Sector> {
        sector(ctx, self.0.sector).await
    }
    /// Other sectors that have an organisation of this name; null for anyone but
    /// the co-ordinator.
    #[graphql(complexity = "crate::cost::up_to(SECTORS, child_complexity)")]
    async fn same_name_in(&self, ctx: &Context<'_>) -> Result<Option<Vec<Sector>>> {
        let request = request(ctx)?;
        if request.viewer.coordinator().is_err() {
            return Ok(None);
        }
        let found = load(ctx, |all| &all.namesakes, self.0.id)
            .await?
            .unwrap_or_default();
        let mut sectors = Vec::with_capacity(found.len());
        for id in found {
            sectors.push(sector(ctx, id).await?);
        }
        Ok(Some(sectors))
    }
}

/// As many sectors as an area is likely to have.
const SECTORS: usize = 10;

/// The co-ordinator's list.
pub async fn list(
    ctx: &Context<'_>,
    name: Option<String>,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<Connection<Organisation>> {
    let request = request(ctx)?;
    let name = name
        .filter(|name| !name.trim().is_empty())
        .map(|name| markup::clean_line(&name, ORGANISATION_LIMIT))
        .transpose();
    let name = name.map_err(|_| {
        coded(
            Code::BadRequest,
            "No organisation here has a name like this. Look for a shorter part of it.",
        )
    })?;
    let list = List::named("organisations");
    let page = page_request(request, list, first, after)?;
    let page = db::organisation::list(request.db(), name.as_deref(), &page).await?;
    let page = page.map(|(cursor, organisation)| (cursor, Organisation(organisation)));
    Ok(connection(request, list, page, async move |db| {
        db::organisation::count(&db, name.as_deref()).await
    }))
}

loader! {
    /// Organisations by id, for those who may see members.
    OrganisationById(OrganisationId) -> Organisation, |request, keys| {
        let found = db::organisation::organisations_by_ids(request.db(), keys).await?;
        keyed(found, |organisation| (organisation.id, Organisation(organisation)))
    }
}

loader! {
    /// Which other sectors have an organisation of the same name. Asked only for the
    /// co-ordinator.
    NamesakesByOrganisation(OrganisationId) -> Vec<SectorId>, |request, keys| {
        grouped(keys, db::organisation::namesakes_by_organisations(request.db(), keys).await?)
    }
}

/// Writes about organisations.
#[derive(Default)]
pub struct OrganisationMutation;

#[Object]
impl OrganisationMutation {
    /// Gives an organisation another name, for all who work there.
    async fn rename_organisation(
        &self,
        ctx: &Context<'_>,
        input: RenameOrganisationInput,
    ) -> Result<Payload<RenameOrganisation, RenameOrganisationRefusal>> {
        let request = request(ctx)?;
        let coordinator = request.viewer.coordinator()?;
        let new = organisation::RenameOrganisation {
            organisation: input.organisation.0,
            name: input.name,
            reason: input.reason,
        };
        let done = organisation::rename_organisation(request.app(), &coordinator, new).await;
        Payload::of(done, async |()| {
            let loaders = loaders(ctx)?;
            loaders.organisations.clear::<OrganisationId>();
            loaders.namesakes.clear::<OrganisationId>();
            let now = load(ctx, |all| &all.organisations, input.organisation.0).await?;
            let organisation = Some(written(now)?);
            Ok(RenameOrganisation { organisation })
        })
        .await
    }
}

/// Another name for an organisation.
#[derive(InputObject)]
pub struct RenameOrganisationInput {
    /// Which.
    organisation: Id<OrganisationId>,
    /// Its new name.
    name: String,
    /// Why.
    reason: String,
}

#[derive(SimpleObject, Default)]
pub struct RenameOrganisation {
    /// The organisation as it is now.
    organisation: Option<Organisation>,
}
