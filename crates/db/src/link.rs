//! Links of resources: what their pages are called, and whether they are still there.

use domain::Timestamp;
use domain::id::{MemberId, ThreadId};
use domain::link::{LinkHealth, LinkState};
use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, Set};

use crate::entity::resource;
use crate::entity::resource_link::{ActiveModel, Column, Entity};
use crate::store::{rows, update, value};
use crate::thread::LISTED;
use crate::{Reads, Result, Tx};

/// Begins anew with a link, of which nothing is known: it is looked at from then on.
pub async fn begin(tx: &Tx, thread: ThreadId, next_at: Timestamp) -> Result<()> {
    let link = ActiveModel {
        thread_id: Set(thread),
        ..columns(LinkHealth::Unknown, next_at)
    };
    let again = OnConflict::column(Column::ThreadId)
        .update_columns([Column::State, Column::FailingSince, Column::NextAt])
        .to_owned();
    let insert = Entity::insert(link).on_conflict(again);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Forgets what was known of a link, if the thread has one.
pub async fn forget(tx: &Tx, thread: ThreadId, next_at: Timestamp) -> Result<()> {
    let unknown = columns(LinkHealth::Unknown, next_at);
    update(tx, unknown, Column::ThreadId.eq(thread))
        .await
        .map(drop)
}

fn columns(health: LinkHealth, next_at: Timestamp) -> ActiveModel {
    ActiveModel {
        state: Set(health.state()),
        failing_since: Set(health.failing_since()),
        next_at: Set(next_at),
        ..ActiveModel::default()
    }
}

/// Where a resource leads.
pub async fn address(reads: &impl Reads, thread: ThreadId) -> Result<Option<String>> {
    let sql = "SELECT address FROM resource WHERE thread_id = $1";
    value(reads, sql, [thread.into()]).await
}

/// What a page says of itself.
#[derive(Debug, Clone, Default)]
pub struct PageWords {
    pub title: Option<String>,
    pub description: Option<String>,
}

/// Writes what the page at an address says of itself; false if the resource leads
/// elsewhere by now.
pub async fn set_page(tx: &Tx, thread: ThreadId, address: &str, page: PageWords) -> Result<bool> {
    let words = resource::ActiveModel {
        page_title: Set(page.title),
        page_description: Set(page.description),
        ..resource::ActiveModel::default()
    };
    let it = resource::Column::ThreadId
        .eq(thread)
        .and(resource::Column::Address.eq(address));
    Ok(update(tx, words, it).await? == 1)
}

/// A link to look at.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Link {
    pub thread_id: ThreadId,
    pub keeper_id: MemberId,
    pub address: String,
    pub next_at: Timestamp,
    state: LinkState,
    failing_since: Option<Timestamp>,
}

impl Link {
    /// What is known of it.
    #[must_use]
    pub fn health(&self) -> LinkHealth {
        LinkHealth::stored(self.state, self.failing_since)
    }
}

/// The links of resources in use that are to be looked at soonest, due or not.
pub async fn soonest(reads: &impl Reads, most: usize) -> Result<Vec<Link>> {
    let sql = format!(
        "SELECT l.thread_id, r.keeper_id, r.address, l.next_at, l.state, l.failing_since
         FROM resource_link l JOIN resource r ON r.thread_id = l.thread_id JOIN thread t ON t.id = l.thread_id
         WHERE r.standing = 'kept' AND r.address IS NOT NULL AND {LISTED}
         ORDER BY l.next_at, l.thread_id LIMIT {most}"
    );
    rows(reads, sql, []).await
}

/// Writes what is known of a link now; false if somebody else looked at it meanwhile,
/// or it is another one.
pub async fn set_health(
    tx: &Tx,
    link: &Link,
    health: LinkHealth,
    next_at: Timestamp,
) -> Result<bool> {
    let it = Column::ThreadId
        .eq(link.thread_id)
        .and(Column::NextAt.eq(link.next_at));
    Ok(update(tx, columns(health, next_at), it).await? == 1)
}

/// Notes that a link was there.
pub async fn set_alive(tx: &Tx, thread: ThreadId, now: Timestamp) -> Result<()> {
    let health = LinkHealth::Alive;
    let alive = columns(health, health.next_check(now));
    update(tx, alive, Column::ThreadId.eq(thread))
        .await
        .map(drop)
}
