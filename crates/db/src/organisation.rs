//! Organisations: whom members work for.

use domain::Timestamp;
use domain::id::{OrganisationId, SectorId};
use domain::name::{organisation_key, sort_key};
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{
    ColumnTrait as _, DerivePartialModel, EntityTrait as _, FromQueryResult, QueryFilter as _,
    QuerySelect as _, Set,
};

use crate::entity::organisation::{ActiveModel, Column, Entity};
use crate::name::{contains, is_called};
use crate::page::{Conditions, Order};
use crate::store::{columns, placeholders, rows, update};
use crate::{Cursor, Page, PageRequest, Reads, Result, Tx};

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Organisation {
    pub id: OrganisationId,
    /// As the first member from there wrote it or the co-ordinator did.
    pub name: String,
    #[sea_orm(from_col = "sector_id")]
    pub sector: SectorId,
}

/// These organisations, in no order.
pub async fn organisations_by_ids(
    reads: &impl Reads,
    ids: &[OrganisationId],
) -> Result<Vec<Organisation>> {
    let these = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(these.into_partial_model().all(reads).await?)
}

/// Of these organisations, in which other sectors there is one of the same name,
/// in the order of the sectors.
pub async fn namesakes_by_organisations(
    reads: &impl Reads,
    ids: &[OrganisationId],
) -> Result<Vec<(OrganisationId, SectorId)>> {
    #[derive(FromQueryResult)]
    struct Namesake {
        of_id: OrganisationId,
        sector_id: SectorId,
    }
    // By way of the sectors, which are few: the index of names begins with them.
    let sql = format!(
        "SELECT o.id AS of_id, s.id AS sector_id FROM organisation o JOIN sector s ON s.id <> o.sector_id
         JOIN organisation n ON n.sector_id = s.id AND n.name_key = o.name_key WHERE o.id IN ({}) ORDER BY s.position, s.id",
        placeholders(1, ids.len())
    );
    let found: Vec<Namesake> = rows(reads, sql, ids.iter().map(|id| (*id).into())).await?;
    Ok(found
        .into_iter()
        .map(|row| (row.of_id, row.sector_id))
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
    let organisation = ActiveModel {
        id: Set(OrganisationId::fresh(now)),
        name: Set(name.to_owned()),
        name_key: Set(organisation_key(name)),
        sort_key: Set(sort_key(name)),
        sector_id: Set(sector),
        created_at: Set(now),
    };
    // Setting the key to itself makes the row come back when it was there.
    let same = OnConflict::columns([Column::SectorId, Column::NameKey])
        .update_column(Column::NameKey)
        .to_owned();
    let insert = Entity::insert(organisation).on_conflict(same);
    Ok(insert.exec(tx).await?.last_insert_id)
}

/// One organisation, held until the transaction is over.
pub async fn for_update(tx: &Tx, id: OrganisationId) -> Result<Option<Organisation>> {
    let held = Entity::find_by_id(id).lock(LockType::NoKeyUpdate);
    Ok(held.into_partial_model().one(tx).await?)
}

/// Gives an organisation another name.
///
/// # Errors
/// [`crate::Constraint::OrganisationName`] when another of its sector has it.
pub async fn rename(tx: &Tx, id: OrganisationId, name: &str) -> Result<()> {
    let renamed = ActiveModel {
        name: Set(name.to_owned()),
        name_key: Set(organisation_key(name)),
        sort_key: Set(sort_key(name)),
        ..ActiveModel::default()
    };
    update(tx, renamed, Column::Id.eq(id)).await?;
    crate::search::reindex_members(tx, id).await
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
struct Listed {
    #[sea_orm(nested, alias = "o")]
    organisation: Organisation,
    sort_key: String,
}

/// The organisations by name: all of them, or those with a text in the name.
pub async fn list(
    reads: &impl Reads,
    name: Option<&str>,
    page: &PageRequest<String>,
) -> Result<Page<(Cursor<String>, Organisation)>> {
    let mut conditions = called(name);
    let order = ["o.sort_key", "o.id"];
    let stretch = conditions.stretch(order, Order::Ascending, page.after.as_ref(), page.limit());
    let sql = format!(
        "SELECT {} FROM organisation o WHERE {stretch}",
        columns::<Listed>("o")
    );
    let found: Vec<Listed> = rows(reads, sql, conditions.values).await?;
    Ok(Page::from_rows(found, page).map(|row| {
        let place = Cursor {
            key: row.sort_key,
            id: row.organisation.id.0,
        };
        (place, row.organisation)
    }))
}

/// How many there are of them.
pub async fn count(reads: &impl Reads, name: Option<&str>) -> Result<i64> {
    let Conditions { sql, values } = called(name);
    let sql = format!("SELECT COUNT(*) FROM organisation o WHERE {sql}");
    crate::store::count(reads, sql, values).await
}

fn called(name: Option<&str>) -> Conditions {
    let mut conditions = Conditions::new("1 = 1");
    if let Some(name) = name {
        // There are few of them: each is looked at.
        is_called(&mut conditions, name, "o.name", |conditions, word| {
            contains(conditions, "REPLACE(o.sort_key, ' ', '')", word);
        });
    }
    conditions
}
