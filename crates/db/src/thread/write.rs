//! The changes to a thread's row, for commands.

use domain::Timestamp;
use domain::id::{MemberId, PostId, SectorId, ThreadId, TopicId};
use domain::post::{ContentNote, Lately, PostState};
use domain::thread::{ThreadAccess, ThreadKind};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, Set};

use crate::entity::thread::{ActiveModel, Column, Entity};
use crate::entity::{post, thread_topic};
use crate::post::lately_columns;
use crate::store::{delete, execute, placeholders, row, update};
use crate::{Reads, Result, Tx};

/// A thread to be. Its opening is inserted after it.
#[derive(Debug, Clone)]
pub struct NewThread<'a> {
    pub id: ThreadId,
    pub kind: ThreadKind,
    pub title: &'a str,
    /// What its address ends in, made from the title.
    pub slug: &'a str,
    pub excerpt: &'a str,
    pub author: MemberId,
    pub sector: SectorId,
    pub opening: PostId,
    /// Whether its author is a colleague without a name.
    pub pseudonymous: bool,
    pub now: Timestamp,
}

/// Inserts a visible thread.
pub async fn insert(tx: &Tx, new: &NewThread<'_>) -> Result<()> {
    let thread = ActiveModel {
        id: Set(new.id),
        kind: Set(new.kind),
        title: Set(new.title.to_owned()),
        slug: Set(new.slug.to_owned()),
        excerpt: Set(new.excerpt.to_owned()),
        author_id: Set(new.author),
        sector_id: Set(new.sector),
        pseudonymous: Set(new.pseudonymous),
        state: Set(PostState::Visible),
        opening_id: Set(new.opening),
        reply_count: Set(0),
        pinned: Set(false),
        created_at: Set(new.now),
        visible_at: Set(Some(new.now)),
        last_activity_at: Set(new.now),
        ..ActiveModel::default()
    };
    Entity::insert(thread).exec_without_returning(tx).await?;
    Ok(())
}

/// Gives a thread these topics and no others; how many of them there are in
/// the community's list.
pub async fn set_topics(tx: &Tx, thread: ThreadId, topics: &[TopicId]) -> Result<u64> {
    let before = thread_topic::Column::ThreadId.eq(thread);
    delete(tx, thread_topic::Entity, before).await?;
    if topics.is_empty() {
        return Ok(0);
    }
    let sql = format!(
        "INSERT INTO thread_topic (thread_id, topic_id) SELECT $1, c.id FROM topic c WHERE c.id IN ({})",
        placeholders(2, topics.len())
    );
    let values = std::iter::once(thread.into()).chain(topics.iter().map(|id| (*id).into()));
    execute(tx, sql, values).await
}

/// The columns of a [`ThreadAccess`] of the thread `t`.
pub(crate) const STANDING: &str = "t.author_id AS author, t.kind, t.state, t.locked_at IS NOT NULL AS locked,
     EXISTS (SELECT 1 FROM post y WHERE y.thread_id = t.id AND y.summary = TRUE AND y.state = 'visible') AS summarised";

/// What a reply depends on, from one row.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ForReplying {
    /// What decides whether it may be posted.
    #[sea_orm(nested)]
    pub access: ThreadAccess,
    /// Whether the same click came before.
    pub is_posted: bool,
    /// Whether they wrote in the thread before.
    pub took_part: bool,
    /// How much they posted lately, in all threads.
    #[sea_orm(nested)]
    pub lately: Lately,
}

/// A thread for replying, held against other writers until the transaction
/// ends.
pub async fn for_replying(
    tx: &Tx,
    thread: ThreadId,
    member: MemberId,
    key: Option<&str>,
    now: Timestamp,
) -> Result<Option<ForReplying>> {
    let sql = format!(
        "SELECT {STANDING},
                EXISTS (SELECT 1 FROM post p WHERE p.author_id = $2 AND p.idempotency_key = $3) AS is_posted,
                EXISTS (SELECT 1 FROM post p WHERE p.thread_id = t.id AND p.author_id = $2) AS took_part, {}
         FROM thread t WHERE t.id = $1{}",
        lately_columns("$2", "$4", "$5"),
        tx.engine().for_update()
    );
    let (short, long) = Lately::since(now);
    let values = [
        thread.into(),
        member.into(),
        key.into(),
        short.into(),
        long.into(),
    ];
    row(tx, sql, values).await
}

/// Counts a reply that was just posted by this member, under their name. What an
/// asker adds to their own question is not counted: it is no answer.
pub async fn note_reply(tx: &Tx, thread: ThreadId, author: MemberId, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE thread SET reply_count = reply_count
                               + CASE WHEN kind = 'question' AND author_id = $3 AND pseudonymous = FALSE THEN 0 ELSE 1 END,
                           last_activity_at = CASE WHEN last_activity_at < $2 THEN $2 ELSE last_activity_at END
         WHERE id = $1",
        [thread.into(), now.into(), author.into()],
    )
    .await
    .map(drop)
}

/// Counts a thread's visible replies anew, and with them its last activity:
/// for every command after which a reply is seen no more, or again. An asker's
/// own are left out where both are under their name (with sealed ones it would
/// show who is behind the seal), unless it is what helped.
pub async fn recount(tx: &Tx, thread: ThreadId) -> Result<()> {
    execute(
        tx,
        "UPDATE thread SET
             reply_count = (SELECT COUNT(*) FROM post p WHERE p.thread_id = $1 AND p.opening = FALSE AND p.summary = FALSE AND p.state = 'visible'
                            AND NOT (thread.kind = 'question' AND p.author_id = thread.author_id
                                     AND p.pseudonymous = FALSE AND thread.pseudonymous = FALSE
                                     AND (thread.accepted_id IS NULL OR thread.accepted_id <> p.id))),
             last_activity_at = COALESCE((SELECT MAX(p.visible_at) FROM post p
                                          WHERE p.thread_id = $1 AND p.opening = FALSE AND p.state = 'visible'),
                                         visible_at, created_at)
         WHERE id = $1",
        [thread.into()],
    )
    .await
    .map(drop)
}

/// Gives a thread the state of its opening, which it always has.
pub async fn set_state(tx: &Tx, thread: ThreadId, state: PostState) -> Result<()> {
    let state = ActiveModel {
        state: Set(state),
        ..ActiveModel::default()
    };
    update(tx, state, Column::Id.eq(thread)).await.map(drop)
}

/// Says something before the words of a thread and of its opening.
pub async fn set_content_note(tx: &Tx, thread: ThreadId, note: &ContentNote) -> Result<()> {
    let noted = ActiveModel {
        content_note: Set(Some(note.clone())),
        ..ActiveModel::default()
    };
    update(tx, noted, Column::Id.eq(thread)).await?;
    let noted = post::ActiveModel {
        content_note: Set(Some(note.clone())),
        ..post::ActiveModel::default()
    };
    let opening = post::Column::ThreadId.eq(thread);
    let opening = opening.and(post::Column::Opening.eq(true));
    update(tx, noted, opening).await.map(drop)
}

/// Gives a thread another title, with the slug that is made from it, and excerpt.
pub async fn rename(
    tx: &Tx,
    thread: ThreadId,
    title: &str,
    slug: &str,
    excerpt: &str,
) -> Result<()> {
    let renamed = ActiveModel {
        title: Set(title.to_owned()),
        slug: Set(slug.to_owned()),
        excerpt: Set(excerpt.to_owned()),
        ..ActiveModel::default()
    };
    update(tx, renamed, Column::Id.eq(thread)).await.map(drop)
}

/// What marking an answer depends on.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ForAccepting {
    /// What decides whether it may be marked.
    #[sea_orm(nested)]
    pub access: ThreadAccess,
    /// What is marked now.
    pub accepted: Option<PostId>,
    /// Who wrote the answer, sealed or not, if it is a visible reply of this
    /// thread. Never leaves the command.
    pub answered_by: Option<MemberId>,
}

/// A thread and one of its answers, held until the transaction ends.
pub async fn for_accepting(
    tx: &Tx,
    thread: ThreadId,
    answer: Option<PostId>,
) -> Result<Option<ForAccepting>> {
    let sql = format!(
        "SELECT {STANDING}, t.accepted_id AS accepted,
                (SELECT p.author_id FROM post p
                 WHERE p.id = $2 AND p.thread_id = t.id AND p.opening = FALSE AND p.summary = FALSE AND p.state = 'visible') AS answered_by
         FROM thread t WHERE t.id = $1{}",
        tx.engine().for_update()
    );
    row(tx, sql, [thread.into(), answer.into()]).await
}

/// Marks the answer that helped, or none.
pub async fn accept(
    tx: &Tx,
    thread: ThreadId,
    answer: Option<PostId>,
    now: Timestamp,
) -> Result<()> {
    let accepted = ActiveModel {
        accepted_id: Set(answer),
        accepted_at: Set(answer.map(|_| now)),
        ..ActiveModel::default()
    };
    update(tx, accepted, Column::Id.eq(thread)).await?;
    // Who found out themselves has an answer.
    recount(tx, thread).await
}
