//! The changes to a thread's row, for commands.

use domain::Timestamp;
use domain::id::{MemberId, PostId, SectorId, ThreadId, TopicId};
use domain::post::{Lately, PostState};
use domain::thread::{Standing, ThreadKind};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::post::{LatelyRow, lately_columns};
use crate::store::{execute, placeholders, row};
use crate::{Reads, Result, Tx};

/// A thread to be. Its opening is inserted after it.
#[derive(Debug, Clone)]
pub struct NewThread<'a> {
    pub id: ThreadId,
    pub kind: ThreadKind,
    pub title: &'a str,
    pub excerpt: &'a str,
    pub author: MemberId,
    pub sector: SectorId,
    pub opening: PostId,
    pub now: Timestamp,
}

/// Inserts a visible thread under its author's name.
pub async fn insert(tx: &Tx, new: &NewThread<'_>) -> Result<()> {
    execute(
        tx,
        "INSERT INTO thread (id, kind, title, excerpt, author_id, sector_id, pseudonymous, state, opening_id, reply_count, pinned,
                             created_at, visible_at, last_activity_at)
         VALUES ($1, $2, $3, $4, $5, $6, FALSE, 'visible', $7, 0, FALSE, $8, $8, $8)",
        [
            new.id.0.into(),
            new.kind.as_str().into(),
            new.title.into(),
            new.excerpt.into(),
            new.author.0.into(),
            new.sector.0.into(),
            new.opening.0.into(),
            new.now.0.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Gives a thread these topics and no others; how many of them there are in
/// the community's list.
pub async fn set_topics(tx: &Tx, thread: ThreadId, topics: &[TopicId]) -> Result<u64> {
    execute(
        tx,
        "DELETE FROM thread_topic WHERE thread_id = $1",
        [thread.0.into()],
    )
    .await?;
    if topics.is_empty() {
        return Ok(0);
    }
    let sql = format!(
        "INSERT INTO thread_topic (thread_id, topic_id) SELECT $1, c.id FROM topic c WHERE c.id IN ({})",
        placeholders(2, topics.len())
    );
    let values: Vec<Value> = std::iter::once(thread.0.into())
        .chain(topics.iter().map(|id| id.0.into()))
        .collect();
    execute(tx, sql, values).await
}

/// What a reply depends on, from one row.
#[derive(Debug, Clone)]
pub struct ForReplying {
    /// What decides whether it may be posted.
    pub standing: Standing,
    /// What this member posted before under the same key, and where.
    pub posted: Option<(PostId, ThreadId)>,
    /// Whether they wrote in the thread before.
    pub took_part: bool,
    /// How much they posted lately, in all threads.
    pub lately: Lately,
}

#[derive(FromQueryResult)]
struct StandingRow {
    author_id: Uuid,
    kind: String,
    state: String,
    locked_at: Option<i64>,
}

impl StandingRow {
    fn standing(&self) -> Result<Standing> {
        Ok(Standing {
            author: MemberId(self.author_id),
            kind: self.kind.parse()?,
            state: self.state.parse()?,
            locked: self.locked_at.is_some(),
        })
    }
}

#[derive(FromQueryResult)]
struct ReplyingRow {
    #[sea_orm(nested)]
    standing: StandingRow,
    posted_id: Option<Uuid>,
    posted_in: Option<Uuid>,
    took_part: bool,
    #[sea_orm(nested)]
    lately: LatelyRow,
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
        "SELECT t.author_id, t.kind, t.state, t.locked_at,
                (SELECT p.id FROM post p WHERE p.author_id = $2 AND p.idempotency_key = $3) AS posted_id,
                (SELECT p.thread_id FROM post p WHERE p.author_id = $2 AND p.idempotency_key = $3) AS posted_in,
                EXISTS (SELECT 1 FROM post p WHERE p.thread_id = t.id AND p.author_id = $2) AS took_part, {}
         FROM thread t WHERE t.id = $1{}",
        lately_columns("$2", "$4", "$5"),
        tx.engine().for_update()
    );
    let (short, long) = Lately::since(now);
    let values = [
        thread.0.into(),
        member.0.into(),
        key.map(str::to_owned).into(),
        short.0.into(),
        long.0.into(),
    ];
    let found: Option<ReplyingRow> = row(tx, sql, values).await?;
    found
        .map(|row| {
            Ok(ForReplying {
                standing: row.standing.standing()?,
                posted: row
                    .posted_id
                    .zip(row.posted_in)
                    .map(|(post, thread)| (PostId(post), ThreadId(thread))),
                took_part: row.took_part,
                lately: row.lately.into(),
            })
        })
        .transpose()
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
        [thread.0.into(), now.0.into(), author.0.into()],
    )
    .await?;
    Ok(())
}

/// Counts a thread's visible replies anew, and with them its last activity:
/// for every command after which a reply is seen no more, or again. An asker's
/// own are left out where both are under their name (with sealed ones it would
/// show who is behind the seal), unless it is what helped.
pub async fn recount(tx: &Tx, thread: ThreadId) -> Result<()> {
    execute(
        tx,
        "UPDATE thread SET
             reply_count = (SELECT COUNT(*) FROM post p WHERE p.thread_id = $1 AND p.opening = FALSE AND p.state = 'visible'
                            AND NOT (thread.kind = 'question' AND p.author_id = thread.author_id
                                     AND p.pseudonymous = FALSE AND thread.pseudonymous = FALSE
                                     AND (thread.accepted_id IS NULL OR thread.accepted_id <> p.id))),
             last_activity_at = COALESCE((SELECT MAX(p.visible_at) FROM post p
                                          WHERE p.thread_id = $1 AND p.opening = FALSE AND p.state = 'visible'),
                                         visible_at, created_at)
         WHERE id = $1",
        [thread.0.into()],
    )
    .await?;
    Ok(())
}

/// Gives a thread the state of its opening, which it always has.
pub async fn set_state(tx: &Tx, thread: ThreadId, state: PostState) -> Result<()> {
    execute(
        tx,
        "UPDATE thread SET state = $2 WHERE id = $1",
        [thread.0.into(), state.as_str().into()],
    )
    .await?;
    Ok(())
}

/// Gives a thread another title and excerpt.
pub async fn rename(tx: &Tx, thread: ThreadId, title: &str, excerpt: &str) -> Result<()> {
    execute(
        tx,
        "UPDATE thread SET title = $2, excerpt = $3 WHERE id = $1",
        [thread.0.into(), title.into(), excerpt.into()],
    )
    .await?;
    Ok(())
}

/// What marking an answer depends on.
#[derive(Debug, Clone)]
pub struct ForAccepting {
    /// What decides whether it may be marked.
    pub standing: Standing,
    /// What is marked now.
    pub accepted: Option<PostId>,
    /// Who wrote the answer, sealed or not, if it is a visible reply of this
    /// thread. Never leaves the command.
    pub answered_by: Option<MemberId>,
}

#[derive(FromQueryResult)]
struct AcceptingRow {
    #[sea_orm(nested)]
    standing: StandingRow,
    accepted_id: Option<Uuid>,
    answered_by: Option<Uuid>,
}

/// A thread and one of its answers, held until the transaction ends.
pub async fn for_accepting(
    tx: &Tx,
    thread: ThreadId,
    answer: Option<PostId>,
) -> Result<Option<ForAccepting>> {
    let sql = format!(
        "SELECT t.author_id, t.kind, t.state, t.locked_at, t.accepted_id,
                (SELECT p.author_id FROM post p
                 WHERE p.id = $2 AND p.thread_id = t.id AND p.opening = FALSE AND p.state = 'visible') AS answered_by
         FROM thread t WHERE t.id = $1{}",
        tx.engine().for_update()
    );
    let found: Option<AcceptingRow> =
        row(tx, sql, [thread.0.into(), answer.map(|id| id.0).into()]).await?;
    found
        .map(|row| {
            Ok(ForAccepting {
                standing: row.standing.standing()?,
                accepted: row.accepted_id.map(PostId),
                answered_by: row.answered_by.map(MemberId),
            })
        })
        .transpose()
}

/// Marks the answer that helped, or none.
pub async fn accept(
    tx: &Tx,
    thread: ThreadId,
    answer: Option<PostId>,
    now: Timestamp,
) -> Result<()> {
    execute(
        tx,
        "UPDATE thread SET accepted_id = $2, accepted_at = $3 WHERE id = $1",
        [
            thread.0.into(),
            answer.map(|id| id.0).into(),
            answer.map(|_| now.0).into(),
        ],
    )
    .await?;
    // Who found out themselves has an answer.
    recount(tx, thread).await
}
