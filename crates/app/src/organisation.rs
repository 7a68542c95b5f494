//! What the co-ordinator does about organisations.

use db::{Constraint, Error};
use domain::Coordinator;
use domain::audit::Act;
use domain::id::OrganisationId;

use crate::audit;
use crate::failure::refusals;
use crate::{App, Failure, Problems};

/// Another name for an organisation.
#[derive(Debug, Clone)]
pub struct RenameOrganisation {
    /// Which.
    pub organisation: OrganisationId,
    /// Its new name.
    pub name: String,
    /// Why.
    pub reason: String,
}

refusals! {
    /// What became of it.
    RenameOrganisation => RenameOrganisationRefusal {
        /// It has the new name.
        Renamed;
        /// The name or the reason needs another look.
        Invalid,
        /// Another organisation of its sector has this name.
        Taken,
        /// There is no such organisation.
        NotFound,
    }
}

/// Gives an organisation another name, for all who work there.
pub async fn rename_organisation(
    app: &App,
    coordinator: &Coordinator,
    input: RenameOrganisation,
) -> Result<(), Failure<RenameOrganisationRefusal>> {
    let mut problems = Problems::new();
    let name = problems.organisation("name", "a name for the organisation", &input.name);
    let reason = problems.reason(&input.reason);
    problems.or_refuse(RenameOrganisationRefusal::Invalid)?;
    let act = audit::begin_because(app, coordinator, reason).await?;
    let organisation = db::organisation::for_update(&act.tx, input.organisation)
        .await?
        .ok_or(RenameOrganisationRefusal::NotFound)?;
    if organisation.name == name {
        let same = Problems::one("name", "Enter another name: it has this one");
        return Err(same.with(RenameOrganisationRefusal::Invalid));
    }
    match db::organisation::rename(&act.tx, organisation.id, &name).await {
        Err(Error::Conflict(Constraint::OrganisationName)) => {
            return Err(RenameOrganisationRefusal::Taken.into());
        }
        end => end?,
    }
    Ok(act
        .commit(Act::RenameOrganisation, organisation.id.0)
        .await?)
}
