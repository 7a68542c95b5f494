//! Organisations: whom members work for.

use domain::Timestamp;
use domain::id::{OrganisationId, SectorId};
use domain::name::{organisation_key, sort_key};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::name::is_called;
use crate::store::{execute, placeholders, row, rows};
use crate::{Cursor, Error, Page, PageRequest, Reads, Result, Tx};

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name, as the first member from there wrote it or the co-ordinator did.
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

impl OrganisationRow {
    fn read(self) -> Organisation {
        Organisation {
            id: OrganisationId(self.id),
            name: self.name,
            sector: SectorId(self.sector_id),
        }
    }
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// These organisations, in no order.
pub async fn organisations_by_ids(
    reads: &impl Reads,
    ids: &[OrganisationId],
) -> Result<Vec<Organisation>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT id, name, sector_id FROM organisation WHERE id IN ({})",
        placeholders(1, ids.len())
    );
    let found: Vec<OrganisationRow> =
        rows(reads, sql, ids.iter().map(|id| Value::from(id.0))).await?;
    Ok(found.into_iter().map(OrganisationRow::read).collect())
}

/// Of these organisations, in which other sectors there is one of the same name,
/// in the order of the sectors.
pub async fn namesakes_by_organisations(
    reads: &impl Reads,
    ids: &[OrganisationId],
) -> Result<Vec<(OrganisationId, SectorId)>> {
    #[derive(FromQueryResult)]
    struct Namesake {
        of_id: Uuid,
        sector_id: Uuid,
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // By way of the sectors, which are few: the index of names begins with them.
    let sql = format!(
        "SELECT o.id AS of_id, s.id AS sector_id FROM organisation o JOIN sector s ON s.id <> o.sector_id
         JOIN organisation n ON n.sector_id = s.id AND n.name_key = o.name_key WHERE o.id IN ({}) ORDER BY s.position, s.id",
        placeholders(1, ids.len())
    );
    let found: Vec<Namesake> = rows(reads, sql, ids.iter().map(|id| Value::from(id.0))).await?;
    Ok(found
        .into_iter()
        .map(|row| (OrganisationId(row.of_id), SectorId(row.sector_id)))
        .collect())
}

/// The organisation of that name in that sector, made if there is none. Names
/// with one [key](organisation_key) are one.
pub async fn find_or_make(
    tx: &Tx,
    sector: SectorId,
    name: &str,
    now: Timestamp,
) -> Result<OrganisationId> {
    // Setting the key to itself makes the row come back when it was there.
    let found: Option<Id> = row(
        tx,
        "INSERT INTO organisation (id, name, name_key, sort_key, sector_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (sector_id, name_key) DO UPDATE SET name_key = excluded.name_key RETURNING id",
        [
            OrganisationId::fresh(now).0.into(),
            name.into(),
            organisation_key(name).into(),
            sort_key(name).into(),
            sector.0.into(),
            now.0.into(),
        ],
    )
    .await?;
    found
        .map(|row| OrganisationId(row.id))
        .ok_or_else(|| Error::Row("an organisation that was just made is not there".to_owned()))
}

/// One organisation, held until the transaction is over.
pub async fn for_update(tx: &Tx, id: OrganisationId) -> Result<Option<Organisation>> {
    let sql = format!(
        "SELECT id, name, sector_id FROM organisation WHERE id = $1{}",
        tx.engine().for_update()
    );
    let found: Option<OrganisationRow> = row(tx, sql, [id.0.into()]).await?;
    Ok(found.map(OrganisationRow::read))
}

/// Gives an organisation another name.
///
/// # Errors
/// [`crate::Constraint::OrganisationName`] when another of its sector has it.
pub async fn rename(tx: &Tx, id: OrganisationId, name: &str) -> Result<()> {
    let keys = [
        id.0.into(),
        name.into(),
        organisation_key(name).into(),
        sort_key(name).into(),
    ];
    execute(
        tx,
        "UPDATE organisation SET name = $2, name_key = $3, sort_key = $4 WHERE id = $1",
        keys,
    )
    .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Listed {
    #[sea_orm(nested)]
    organisation: OrganisationRow,
    sort_key: String,
}

/// The organisations by name: all of them, or those with a text in the name.
pub async fn list(
    reads: &impl Reads,
    name: Option<&str>,
    page: &PageRequest<String>,
) -> Result<Page<(Cursor<String>, Organisation)>> {
    let (mut condition, mut values) = condition(name);
    if let Some(after) = &page.after {
        values.extend([after.key.clone().into(), after.id.into()]);
        condition.push_str(&format!(
            " AND (o.sort_key, o.id) > (${}, ${})",
            values.len() - 1,
            values.len()
        ));
    }
    let sql = format!(
        "SELECT o.id, o.name, o.sector_id, o.sort_key FROM organisation o WHERE {condition} ORDER BY o.sort_key, o.id LIMIT {}",
        page.limit()
    );
    let found: Vec<Listed> = rows(reads, sql, values).await?;
    let read = |row: Listed| {
        (
            Cursor {
                key: row.sort_key,
                id: row.organisation.id,
            },
            row.organisation.read(),
        )
    };
    Ok(Page::from_rows(found.into_iter().map(read).collect(), page))
}

/// How many there are of them.
pub async fn count(reads: &impl Reads, name: Option<&str>) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Number {
        number: i64,
    }
    let (condition, values) = condition(name);
    let counted: Option<Number> = row(
        reads,
        format!("SELECT COUNT(*) AS number FROM organisation o WHERE {condition}"),
        values,
    )
    .await?;
    Ok(counted.map_or(0, |counted| counted.number))
}

fn condition(name: Option<&str>) -> (String, Vec<Value>) {
    let mut values = Vec::new();
    let condition = name.map_or_else(
        || "1 = 1".to_owned(),
        |name| is_called(name, "o", "sort_key", &mut values),
    );
    (condition, values)
}
