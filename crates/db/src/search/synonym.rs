//! Words that mean the same, and the words that a search may have meant.

use domain::Timestamp;
use domain::id::SynonymId;
use domain::search::SYNONYMS;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryOrder as _, Set};

use crate::entity::synonym::{ActiveModel, Column, Entity};
use crate::store::{delete, update, values};
use crate::thread::LISTED;
use crate::{Reads, Result, Tx};

pub use crate::entity::synonym::Model as Synonym;

/// All groups, by their words.
pub async fn synonyms(reads: &impl Reads) -> Result<Vec<Synonym>> {
    let mut all = Entity::find().order_by_asc(Column::Id).all(reads).await?;
    all.sort_by_cached_key(|group| domain::name::sort_key(&group.words));
    Ok(all)
}

/// The groups that a new installation starts with.
pub async fn insert_synonyms(tx: &Tx, now: Timestamp) -> Result<()> {
    for words in SYNONYMS {
        insert(tx, SynonymId::fresh(now), words, now).await?;
    }
    Ok(())
}

async fn insert(tx: &Tx, id: SynonymId, words: &str, now: Timestamp) -> Result<()> {
    let group = ActiveModel {
        id: Set(id),
        words: Set(words.to_owned()),
        created_at: Set(now),
    };
    Entity::insert(group).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes a group: other words for one that is there, or a new one where none is
/// named. Its id; none if there is no such group.
pub async fn save_synonyms(
    tx: &Tx,
    id: Option<SynonymId>,
    words: &str,
    now: Timestamp,
) -> Result<Option<SynonymId>> {
    let Some(id) = id else {
        let id = SynonymId::fresh(now);
        insert(tx, id, words, now).await?;
        return Ok(Some(id));
    };
    let changed = ActiveModel {
        words: Set(words.to_owned()),
        ..ActiveModel::default()
    };
    let is_there = update(tx, changed, Column::Id.eq(id)).await? > 0;
    Ok(is_there.then_some(id))
}

/// Takes a group out; whether it was there.
pub async fn remove_synonyms(tx: &Tx, id: SynonymId) -> Result<bool> {
    Ok(delete(tx, Entity, Column::Id.eq(id)).await? > 0)
}

/// Titles whose words a mistyped one is compared with.
const TITLES: u32 = 5_000;

/// The titles of the newest threads that every member may see, and the names of the
/// topics.
pub async fn titles(reads: &impl Reads) -> Result<Vec<String>> {
    let sql = format!(
        "SELECT * FROM (SELECT t.title FROM thread t WHERE {LISTED} ORDER BY t.visible_at DESC LIMIT {TITLES}) AS newest
         UNION ALL SELECT name FROM topic"
    );
    values(reads, sql, []).await
}
