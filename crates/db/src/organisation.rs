//! Organisations: whom members work for.

use domain::Timestamp;
use domain::id::{OrganisationId, SectorId};
use domain::name::organisation_key;
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::store::{placeholders, row, rows};
use crate::{Error, Reads, Result, Tx};

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name, as the first member from there wrote it.
    pub name: String,
    /// Its sector.
    pub sector: SectorId,
}

#[derive(FromQueryResult)]
struct OrganisationRow {
    id: Uuid,
    name: String,
    sector_id: Uuid,
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// These organisations, in no order.
///
/// # Errors
/// Those of the database.
pub async fn organisations_by_ids(reads: &impl Reads, ids: &[OrganisationId]) -> Result<Vec<Organisation>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT id, name, sector_id FROM organisation WHERE id IN ({})", placeholders(1, ids.len()));
    let found: Vec<OrganisationRow> = rows(reads, sql, ids.iter().map(|id| Value::from(id.0))).await?;
    Ok(found.into_iter().map(|row| Organisation { id: OrganisationId(row.id), name: row.name, sector: SectorId(row.sector_id) }).collect())
}

/// The organisation of that name in that sector, made if there is none. Names
/// with one [key](organisation_key) are one.
///
/// # Errors
/// Those of the database.
pub async fn find_or_make(tx: &Tx, sector: SectorId, name: &str, now: Timestamp) -> Result<OrganisationId> {
    // Setting the key to itself makes the row come back when it was there.
    let found: Option<Id> = row(
        tx,
        "INSERT INTO organisation (id, name, name_key, sector_id, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (sector_id, name_key) DO UPDATE SET name_key = excluded.name_key RETURNING id",
        [OrganisationId::fresh(now).0.into(), name.into(), organisation_key(name).into(), sector.0.into(), now.0.into()],
    )
    .await?;
    found.map(|row| OrganisationId(row.id)).ok_or_else(|| Error::Row("an organisation that was just made is not there".to_owned()))
}
