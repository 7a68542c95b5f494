//! Organisations: whom members work for, and the co-ordinator's list of them.

use app::organisation::{RenameOrganisation, RenameOrganisationRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result};
use db::List;
use domain::id::{OrganisationId, SectorId};
use domain::member::ORGANISATION_LIMIT;

use crate::community::{Sector, sector};
use crate::connection::{connection, page_request};
use crate::context::{Request, request};
use crate::error::{Code, OrBroken, coded};
use crate::id::{id_of, parse};
use crate::loaders::{grouped, keyed, load, loader, loaders};
use crate::payload::{Payload, made, payload, refused, status};

/// Whom a member works for.
#[derive(Clone)]
pub struct Organisation(pub db::organisation::Organisation);

/// Whom a member works for.
#[Object]
impl Organisation {
    /// Its id.
    pub async fn id(&self) -> ID {
        id_of(self.0.id)
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

/// What a list of organisations was made from: a part of the name, if any.
type Named = Option<String>;

async fn count(request: &Request, name: &Named) -> db::Result<i64> {
    db::organisation::count(request.db(), name.as_deref()).await
}

connection!(
    OrganisationConnection,
    OrganisationEdge,
    Organisation,
    Named,
    count
);

/// The co-ordinator's list.
///
/// # Errors
/// Those of the database and of the arguments.
pub async fn list(
    ctx: &Context<'_>,
    name: Named,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<OrganisationConnection> {
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
    let page = db::organisation::list(request.db(), name.as_deref(), &page)
        .await
        .or_broken(request)?;
    Ok(OrganisationConnection::new(
        page.map(|(cursor, organisation)| (cursor, Organisation(organisation))),
        list,
        name,
    ))
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
    ) -> Result<Payload<RenamedOrganisation>> {
        let request = request(ctx)?;
        let coordinator = request.coordinator()?;
        let organisation: OrganisationId = parse(&input.organisation)?;
        let new = RenameOrganisation {
            organisation,
            name: input.name,
            reason: input.reason,
        };
        let end = app::organisation::rename_organisation(request.app(), &coordinator, new).await;
        let loaders = loaders(ctx)?;
        loaders.organisations.clear::<OrganisationId>();
        loaders.namesakes.clear::<OrganisationId>();
        let now = load(ctx, |all| &all.organisations, organisation).await?;
        match end {
            Ok(()) => Ok(Payload::done(RenamedOrganisation {
                organisation: made(request, now)?,
            })),
            Err(failure) => {
                Ok(refused(request, failure)?.with(RenameOrganisationRows { organisation: now }))
            }
        }
    }
}

/// Another name for an organisation.
#[derive(InputObject)]
pub struct RenameOrganisationInput {
    /// Which.
    organisation: ID,
    /// Its new name.
    name: String,
    /// Why.
    reason: String,
}

status! {
    /// What became of it.
    RenameOrganisationStatus {
        /// It has the new name.
        Renamed;
        RenameOrganisationRefusal {
            /// The name or the reason needs another look.
            Invalid(problems),
            /// Another organisation of its sector has this name.
            Taken,
            /// There is no such organisation.
            NotFound,
        }
    }
}

payload! {
    "RenameOrganisationPayload", RenameOrganisationStatus,
    /// A renamed organisation.
    RenamedOrganisation as RenameOrganisationRows {
        /// The organisation as it is now.
        organisation: Organisation,
    }
}
