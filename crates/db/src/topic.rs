//! Topics: the curated list, and who follows which.

use domain::Timestamp;
use domain::id::{MemberId, TopicId};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::store::{execute, placeholders, rows};
use crate::{Reads, Result, Tx};

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// In addresses.
    pub slug: String,
    /// On screens.
    pub name: String,
    /// One line on what belongs here.
    pub description: String,
}

#[derive(FromQueryResult)]
struct TopicRow {
    id: Uuid,
    slug: String,
    name: String,
    description: String,
}

impl From<TopicRow> for Topic {
    fn from(row: TopicRow) -> Self {
        Self {
            id: TopicId(row.id),
            slug: row.slug,
            name: row.name,
            description: row.description,
        }
    }
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// All topics, in their order.
pub async fn topics(reads: &impl Reads) -> Result<Vec<Topic>> {
    let found: Vec<TopicRow> = rows(
        reads,
        "SELECT id, slug, name, description FROM topic ORDER BY position, id",
        [],
    )
    .await?;
    Ok(found.into_iter().map(Topic::from).collect())
}

/// These topics, in their order.
pub async fn topics_by_ids(reads: &impl Reads, ids: &[TopicId]) -> Result<Vec<Topic>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT id, slug, name, description FROM topic WHERE id IN ({}) ORDER BY position, id",
        placeholders(1, ids.len())
    );
    let found: Vec<TopicRow> = rows(reads, sql, ids.iter().map(|id| Value::from(id.0))).await?;
    Ok(found.into_iter().map(Topic::from).collect())
}

/// Which of these topics the member follows.
pub async fn followed(
    reads: &impl Reads,
    member: MemberId,
    ids: &[TopicId],
) -> Result<Vec<TopicId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT topic_id AS id FROM topic_follow WHERE member_id = $1 AND topic_id IN ({})",
        placeholders(2, ids.len())
    );
    let values =
        std::iter::once(Value::from(member.0)).chain(ids.iter().map(|id| Value::from(id.0)));
    let found: Vec<Id> = rows(reads, sql, values).await?;
    Ok(found.into_iter().map(|row| TopicId(row.id)).collect())
}

/// Makes the member follow the topic; nothing if they do.
pub async fn follow(tx: &Tx, member: MemberId, topic: TopicId, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "INSERT INTO topic_follow (member_id, topic_id, created_at) VALUES ($1, $2, $3) ON CONFLICT (member_id, topic_id) DO NOTHING",
        [member.0.into(), topic.0.into(), now.0.into()],
    )
    .await?;
    Ok(())
}

/// Ends that; nothing if they do not.
pub async fn unfollow(tx: &Tx, member: MemberId, topic: TopicId) -> Result<()> {
    execute(
        tx,
        "DELETE FROM topic_follow WHERE member_id = $1 AND topic_id = $2",
        [member.0.into(), topic.0.into()],
    )
    .await?;
    Ok(())
}
