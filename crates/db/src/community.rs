//! The community, its sectors, and what the installation remembers of itself.

use domain::community::{DEFAULT_NAME, DEFAULT_PLACE, DEFAULT_TIME_ZONE, SECTORS, TOPICS};
use domain::id::{SectorId, TopicId};
use domain::{Timestamp, id};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::store::{execute, placeholders, row, rows};
use crate::{Reads, Result, Tx};

/// The installation, as it calls itself.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Community {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: String,
    /// By which clock its week runs (IANA).
    pub time_zone: String,
}

/// A sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sector {
    /// Its id.
    pub id: SectorId,
    /// In addresses.
    pub slug: String,
    /// On screens.
    pub name: String,
}

#[derive(FromQueryResult)]
struct SectorRow {
    id: Uuid,
    slug: String,
    name: String,
}

impl From<SectorRow> for Sector {
    fn from(row: SectorRow) -> Self {
        Self {
            id: SectorId(row.id),
            slug: row.slug,
            name: row.name,
        }
    }
}

#[derive(FromQueryResult)]
struct Text {
    value: String,
}

#[derive(FromQueryResult)]
struct Number {
    number: i64,
}

/// The community; the defaults before the first start wrote them down.
pub async fn community(reads: &impl Reads) -> Result<Community> {
    let found = row(
        reads,
        "SELECT name, place, time_zone FROM community WHERE id = 1",
        [],
    )
    .await?;
    Ok(found.unwrap_or_else(|| Community {
        name: DEFAULT_NAME.to_owned(),
        place: DEFAULT_PLACE.to_owned(),
        time_zone: DEFAULT_TIME_ZONE.to_owned(),
    }))
}

/// Active members.
pub async fn member_count(reads: &impl Reads) -> Result<i64> {
    let counted: Option<Number> = row(
        reads,
        "SELECT COUNT(*) AS number FROM member WHERE state = 'active'",
        [],
    )
    .await?;
    Ok(counted.map_or(0, |counted| counted.number))
}

/// All sectors, in their order.
pub async fn sectors(reads: &impl Reads) -> Result<Vec<Sector>> {
    let found: Vec<SectorRow> = rows(
        reads,
        "SELECT id, slug, name FROM sector ORDER BY position, id",
        [],
    )
    .await?;
    Ok(found.into_iter().map(Sector::from).collect())
}

/// These sectors, in no order.
pub async fn sectors_by_ids(reads: &impl Reads, ids: &[SectorId]) -> Result<Vec<Sector>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT id, slug, name FROM sector WHERE id IN ({})",
        placeholders(1, ids.len())
    );
    let found: Vec<SectorRow> = rows(reads, sql, ids.iter().map(|id| Value::from(id.0))).await?;
    Ok(found.into_iter().map(Sector::from).collect())
}

/// Writes down what a new installation starts with: its name, the sectors, the
/// topics. What is there already stays as it is, so that what the co-ordinator
/// renamed or took out is not put back at the next start.
pub async fn seed(tx: &Tx, now: Timestamp) -> Result<()> {
    let is_new = execute(
        tx,
        "INSERT INTO community (id, name, place, time_zone) VALUES (1, $1, $2, $3) ON CONFLICT (id) DO NOTHING",
        [DEFAULT_NAME.into(), DEFAULT_PLACE.into(), DEFAULT_TIME_ZONE.into()],
    )
    .await?
        == 1;
    if !is_new {
        return Ok(());
    }
    for (position, sector) in (0_i64..).zip(SECTORS) {
        execute(
            tx,
            "INSERT INTO sector (id, slug, name, position) VALUES ($1, $2, $3, $4) ON CONFLICT (slug) DO NOTHING",
            [SectorId(id::fresh(now)).0.into(), sector.slug.into(), sector.name.into(), position.into()],
        )
        .await?;
    }
    for (position, topic) in (0_i64..).zip(TOPICS) {
        execute(
            tx,
            "INSERT INTO topic (id, slug, name, description, position) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (slug) DO NOTHING",
            [TopicId::fresh(now).0.into(), topic.slug.into(), topic.name.into(), topic.description.into(), position.into()],
        )
        .await?;
    }
    Ok(())
}

/// What the installation remembers under a name.
pub async fn setting(reads: &impl Reads, name: &str) -> Result<Option<String>> {
    let found: Option<Text> = row(
        reads,
        "SELECT value FROM setting WHERE name = $1",
        [name.into()],
    )
    .await?;
    Ok(found.map(|found| found.value))
}

/// Remembers something, in place of what was there.
pub async fn remember(tx: &Tx, name: &str, value: &str) -> Result<()> {
    execute(
        tx,
        "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name.into(), value.into()],
    )
    .await?;
    Ok(())
}

/// Forgets something, if it is still what the caller thinks; whether it was.
pub async fn forget(tx: &Tx, name: &str, value: &str) -> Result<bool> {
    Ok(execute(
        tx,
        "DELETE FROM setting WHERE name = $1 AND value = $2",
        [name.into(), value.into()],
    )
    .await?
        == 1)
}
