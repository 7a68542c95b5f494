//! What the co-ordinator does about organisations.

use db::{Constraint, Error};
use domain::Coordinator;
use domain::audit::{Act, Entry, REASON_LIMIT, Subject};
use domain::id::OrganisationId;

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

/// Why it was not renamed.
#[derive(Debug)]
pub enum RenameOrganisationRefusal {
    /// The name or the reason needs another look.
    Invalid(Problems),
    /// Another organisation of its sector has this name.
    Taken,
    /// There is no such organisation.
    NotFound,
}

/// Gives an organisation another name, for all who work there.
///
/// # Errors
/// [`RenameOrganisationRefusal`].
pub async fn rename_organisation(
    app: &App,
    coordinator: &Coordinator,
    input: RenameOrganisation,
) -> Result<(), Failure<RenameOrganisationRefusal>> {
    let mut problems = Problems::new();
    let name = problems.organisation("name", "a name for the organisation", &input.name);
    let reason = problems.text("reason", "a reason", &input.reason, REASON_LIMIT);
    problems
        .or()
        .map_err(|problems| Failure::Refused(RenameOrganisationRefusal::Invalid(problems)))?;
    let now = app.now();
    let tx = app.store().begin().await?;
    let found = db::organisation::for_update(&tx, input.organisation).await?;
    let organisation = found.ok_or(Failure::Refused(RenameOrganisationRefusal::NotFound))?;
    if organisation.name == name {
        let same = Problems::one("name", "Enter another name: it has this one");
        return Err(Failure::Refused(RenameOrganisationRefusal::Invalid(same)));
    }
    match db::organisation::rename(&tx, organisation.id, &name).await {
        Err(Error::Conflict(Constraint::OrganisationName)) => {
            return Err(Failure::Refused(RenameOrganisationRefusal::Taken));
        }
        end => end?,
    }
    let entry = Entry {
        at: now,
        actor: Some(coordinator.id().0),
        act: Act::RenameOrganisation,
        subject: Subject::Organisation,
        subject_id: organisation.id.0,
        reason,
    };
    db::audit::append(&tx, &entry).await?;
    tx.commit().await?;
    Ok(())
}
