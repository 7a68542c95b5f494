//! Topics: the curated list, and who follows which.

use domain::Timestamp;
use domain::id::{MemberId, TopicId};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select, Set,
};

use crate::entity::{topic, topic_follow};
use crate::store::{delete, insert_unless_there, placeholders, rows};
use crate::thread::TALK;
use crate::{Reads, Result, Tx};

pub use crate::entity::topic::Model as Topic;

fn in_order() -> Select<topic::Entity> {
    let topics = topic::Entity::find().order_by_asc(topic::Column::Position);
    topics.order_by_asc(topic::Column::Id)
}

/// All topics, in their order.
pub async fn topics(reads: &impl Reads) -> Result<Vec<Topic>> {
    Ok(in_order().all(reads).await?)
}

/// These topics, in their order.
pub async fn topics_by_ids(reads: &impl Reads, ids: &[TopicId]) -> Result<Vec<Topic>> {
    let these = topic::Column::Id.is_in(ids.iter().copied());
    Ok(in_order().filter(these).all(reads).await?)
}

/// Which of these topics the member follows.
pub async fn followed(
    reads: &impl Reads,
    member: MemberId,
    ids: &[TopicId],
) -> Result<Vec<TopicId>> {
    let followed = topic_follow::Entity::find()
        .select_only()
        .column(topic_follow::Column::TopicId)
        .filter(topic_follow::Column::MemberId.eq(member))
        .filter(topic_follow::Column::TopicId.is_in(ids.iter().copied()));
    Ok(followed.into_tuple().all(reads).await?)
}

/// How many threads a topic has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, FromQueryResult)]
pub struct Counts {
    pub threads: i64,
    /// Of these, those by others that became visible since, and that the member
    /// never opened.
    pub fresh: i64,
}

/// How many threads each of these topics has; nothing for those without any.
pub async fn counts(
    reads: &impl Reads,
    ids: &[TopicId],
    member: MemberId,
    since: Timestamp,
) -> Result<Vec<(TopicId, Counts)>> {
    #[derive(FromQueryResult)]
    struct Row {
        topic_id: TopicId,
        #[sea_orm(nested)]
        counts: Counts,
    }
    let sql = format!(
        "SELECT x.topic_id, COUNT(*) AS threads,
                COUNT(CASE WHEN t.visible_at > $2 AND t.author_id <> $1
                            AND NOT EXISTS (SELECT 1 FROM thread_read r WHERE r.member_id = $1 AND r.thread_id = t.id) THEN 1 END) AS fresh
         FROM thread_topic x JOIN thread t ON t.id = x.thread_id
         WHERE {TALK} AND x.topic_id IN ({}) GROUP BY x.topic_id",
        placeholders(3, ids.len())
    );
    let values = [member.into(), since.into()];
    let values = values.into_iter().chain(ids.iter().map(|id| (*id).into()));
    let found: Vec<Row> = rows(reads, sql, values).await?;
    Ok(found
        .into_iter()
        .map(|row| (row.topic_id, row.counts))
        .collect())
}

/// Makes the member follow the topic; nothing if they do.
pub async fn follow(tx: &Tx, member: MemberId, topic: TopicId, now: Timestamp) -> Result<()> {
    let follow = topic_follow::ActiveModel {
        member_id: Set(member),
        topic_id: Set(topic),
        created_at: Set(now),
    };
    let same = [
        topic_follow::Column::MemberId,
        topic_follow::Column::TopicId,
    ];
    insert_unless_there(tx, follow, same).await.map(drop)
}

/// Ends that; nothing if they do not.
pub async fn unfollow(tx: &Tx, member: MemberId, topic: TopicId) -> Result<()> {
    let follow = topic_follow::Column::MemberId
        .eq(member)
        .and(topic_follow::Column::TopicId.eq(topic));
    delete(tx, topic_follow::Entity, follow).await.map(drop)
}
