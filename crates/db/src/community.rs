//! The community, its sectors, and what the installation remembers of itself.

use domain::Timestamp;
use domain::community::{DEFAULT_NAME, DEFAULT_PLACE, DEFAULT_TIME_ZONE, SECTORS, TOPICS};
use domain::id::{SectorId, TopicId};
use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait as _, DerivePartialModel, EntityTrait as _, QueryFilter as _, QueryOrder as _, Set,
};

use crate::entity::{community, sector, setting, topic};
use crate::store::{count, delete, insert_unless_there};
use crate::{Reads, Result, Tx};

pub use crate::entity::sector::Model as Sector;

/// The installation, as it calls itself.
#[derive(Debug, Clone, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "community::Entity")]
pub struct Community {
    pub name: String,
    pub place: String,
    /// By which clock its week runs (IANA).
    pub time_zone: String,
}

/// The community; the defaults before the first start wrote them down.
pub async fn community(reads: &impl Reads) -> Result<Community> {
    let found = community::Entity::find()
        .into_partial_model()
        .one(reads)
        .await?;
    Ok(found.unwrap_or_else(|| Community {
        name: DEFAULT_NAME.to_owned(),
        place: DEFAULT_PLACE.to_owned(),
        time_zone: DEFAULT_TIME_ZONE.to_owned(),
    }))
}

/// Active members.
pub async fn member_count(reads: &impl Reads) -> Result<i64> {
    count(
        reads,
        "SELECT COUNT(*) FROM member WHERE state = 'active'",
        [],
    )
    .await
}

/// All sectors, in their order.
pub async fn sectors(reads: &impl Reads) -> Result<Vec<Sector>> {
    let sectors = sector::Entity::find().order_by_asc(sector::Column::Position);
    Ok(sectors.order_by_asc(sector::Column::Id).all(reads).await?)
}

/// These sectors, in no order.
pub async fn sectors_by_ids(reads: &impl Reads, ids: &[SectorId]) -> Result<Vec<Sector>> {
    let these = sector::Column::Id.is_in(ids.iter().copied());
    Ok(sector::Entity::find().filter(these).all(reads).await?)
}

/// Writes down what a new installation starts with: its name, the sectors, the
/// topics. What is there already stays as it is, so that what the co-ordinator
/// renamed or took out is not put back at the next start.
pub async fn seed(tx: &Tx, now: Timestamp) -> Result<()> {
    let community = community::ActiveModel {
        id: Set(1),
        name: Set(DEFAULT_NAME.to_owned()),
        place: Set(DEFAULT_PLACE.to_owned()),
        time_zone: Set(DEFAULT_TIME_ZONE.to_owned()),
    };
    if !insert_unless_there(tx, community, [community::Column::Id]).await? {
        return Ok(());
    }
    for (position, new) in (0..).zip(SECTORS) {
        let sector = sector::ActiveModel {
            id: Set(SectorId::fresh(now)),
            slug: Set(new.slug.to_owned()),
            name: Set(new.name.to_owned()),
            position: Set(position),
        };
        insert_unless_there(tx, sector, [sector::Column::Slug]).await?;
    }
    for (position, new) in (0..).zip(TOPICS) {
        let topic = topic::ActiveModel {
            id: Set(TopicId::fresh(now)),
            slug: Set(new.slug.to_owned()),
            name: Set(new.name.to_owned()),
            description: Set(new.description.to_owned()),
            position: Set(position),
        };
        insert_unless_there(tx, topic, [topic::Column::Slug]).await?;
    }
    crate::search::insert_synonyms(tx, now).await
}

/// What the installation remembers under a name.
pub async fn setting(reads: &impl Reads, name: &str) -> Result<Option<String>> {
    let found = setting::Entity::find_by_id(name).one(reads).await?;
    Ok(found.map(|setting| setting.value))
}

/// Remembers something, in place of what was there.
pub async fn remember(tx: &Tx, name: &str, value: &str) -> Result<()> {
    let setting = setting::ActiveModel {
        name: Set(name.to_owned()),
        value: Set(value.to_owned()),
    };
    let replace = OnConflict::column(setting::Column::Name)
        .update_column(setting::Column::Value)
        .to_owned();
    let insert = setting::Entity::insert(setting).on_conflict(replace);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Forgets something, if it is still what the caller thinks; whether it was.
pub async fn forget(tx: &Tx, name: &str, value: &str) -> Result<bool> {
    let it = setting::Column::Name
        .eq(name)
        .and(setting::Column::Value.eq(value));
    Ok(delete(tx, setting::Entity, it).await? == 1)
}
