//! Collections, and the resources in them that members may see.

use domain::Timestamp;
use domain::id::{CollectionId, ThreadId};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, Set,
};

use crate::entity::collection::{ActiveModel, Column, Entity};
use crate::entity::collection_entry;
use crate::store::{execute, placeholders, row, rows, update};
use crate::thread::LISTED;
use crate::{Reads, Result, Tx};

pub use crate::entity::collection::Model as Collection;

/// All that are shown, or all that are put away, in their order.
pub async fn all(reads: &impl Reads, shown: bool) -> Result<Vec<Collection>> {
    let all = Entity::find().filter(Column::Shown.eq(shown));
    let all = all.order_by_asc(Column::Position);
    Ok(all.order_by_asc(Column::Id).all(reads).await?)
}

/// One, shown or put away.
pub async fn by_id(reads: &impl Reads, id: CollectionId) -> Result<Option<Collection>> {
    Ok(Entity::find_by_id(id).one(reads).await?)
}

/// Those of these that are shown, in no order.
pub async fn by_ids(reads: &impl Reads, ids: &[CollectionId]) -> Result<Vec<Collection>> {
    let these = Column::Id.is_in(ids.iter().copied());
    let shown = Entity::find().filter(these.and(Column::Shown.eq(true)));
    Ok(shown.all(reads).await?)
}

/// A resource in a collection.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Entry {
    pub collection_id: CollectionId,
    pub thread_id: ThreadId,
    /// What stands over it and those after it; may be empty.
    pub heading: String,
    /// What the co-ordinator says of it; may be empty.
    pub words: String,
}

/// What is in these collections, in order, as far as members may see it.
pub async fn entries(reads: &impl Reads, ids: &[CollectionId]) -> Result<Vec<Entry>> {
    let sql = format!(
        "SELECT e.collection_id, e.thread_id, e.heading, e.words FROM collection_entry e JOIN thread t ON t.id = e.thread_id
         WHERE {LISTED} AND e.collection_id IN ({}) ORDER BY e.collection_id, e.position, e.thread_id",
        placeholders(1, ids.len())
    );
    rows(reads, sql, ids.iter().map(|id| (*id).into())).await
}

/// In which collections these resources are, among those that are shown, in their
/// order.
pub async fn of_threads(
    reads: &impl Reads,
    ids: &[ThreadId],
) -> Result<Vec<(ThreadId, Collection)>> {
    #[derive(FromQueryResult)]
    struct Row {
        thread_id: ThreadId,
        #[sea_orm(nested)]
        collection: Collection,
    }
    let sql = format!(
        "SELECT e.thread_id, c.* FROM collection_entry e JOIN collection c ON c.id = e.collection_id
         WHERE c.shown = TRUE AND e.thread_id IN ({}) ORDER BY c.position, c.id",
        placeholders(1, ids.len())
    );
    let found: Vec<Row> = rows(reads, sql, ids.iter().map(|id| (*id).into())).await?;
    let found = found.into_iter().map(|row| (row.thread_id, row.collection));
    Ok(found.collect())
}

/// One to change, held against other writers until the transaction ends.
pub async fn for_change(tx: &Tx, id: CollectionId) -> Result<Option<Collection>> {
    let held = tx.engine().for_update();
    let sql = format!("SELECT * FROM collection WHERE id = $1{held}");
    row(tx, sql, [id.into()]).await
}

/// Writes a new one down, at the end.
pub async fn insert(tx: &Tx, id: CollectionId, now: Timestamp) -> Result<()> {
    let new = ActiveModel {
        id: Set(id),
        title: Set(String::new()),
        intro: Set(String::new()),
        shown: Set(true),
        position: Set(i64::MAX),
        changed_at: Set(now),
        version: Set(0),
    };
    Entity::insert(new).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes columns as the next version.
async fn change(tx: &Tx, id: CollectionId, columns: ActiveModel) -> Result<()> {
    let next = Entity::update_many()
        .set(columns)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id));
    next.exec(tx).await?;
    Ok(())
}

/// Says what a collection is called, what it is for and what is in it. Resources
/// that nobody sees now stay in it where they were.
pub async fn revise(
    tx: &Tx,
    id: CollectionId,
    (title, intro): (String, String),
    entries: Vec<Entry>,
    now: Timestamp,
) -> Result<()> {
    let columns = ActiveModel {
        title: Set(title),
        intro: Set(intro),
        changed_at: Set(now),
        ..ActiveModel::default()
    };
    change(tx, id, columns).await?;
    let seen = format!(
        "DELETE FROM collection_entry WHERE collection_id = $1 AND thread_id IN (SELECT t.id FROM thread t WHERE {LISTED})"
    );
    execute(tx, seen, [id.into()]).await?;
    if entries.is_empty() {
        return Ok(());
    }
    let entries = (0..).zip(entries);
    let entries = entries.map(|(position, entry)| collection_entry::ActiveModel {
        collection_id: Set(id),
        thread_id: Set(entry.thread_id),
        position: Set(position),
        heading: Set(entry.heading),
        words: Set(entry.words),
    });
    let insert = collection_entry::Entity::insert_many(entries);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Shows a collection to members, or puts it away.
pub async fn set_shown(tx: &Tx, id: CollectionId, shown: bool) -> Result<()> {
    let columns = ActiveModel {
        shown: Set(shown),
        ..ActiveModel::default()
    };
    change(tx, id, columns).await
}

/// Gives a collection its place among the others.
pub async fn set_position(tx: &Tx, id: CollectionId, position: i64) -> Result<()> {
    let columns = ActiveModel {
        position: Set(position),
        ..ActiveModel::default()
    };
    update(tx, columns, Column::Id.eq(id)).await.map(drop)
}

/// Those of these threads that are resources and may be seen.
pub async fn resources_among(reads: &impl Reads, ids: &[ThreadId]) -> Result<Vec<ThreadId>> {
    let sql = format!(
        "SELECT t.id FROM thread t WHERE {LISTED} AND t.kind = 'resource' AND t.id IN ({})",
        placeholders(1, ids.len())
    );
    crate::store::values(reads, sql, ids.iter().map(|id| (*id).into())).await
}
