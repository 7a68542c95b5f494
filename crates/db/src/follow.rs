//! Who follows which thread or keeps it for later, and how far each has read.

use domain::Timestamp;
use domain::id::{MemberId, PostId, ThreadId};
use sea_orm::{EntityTrait as _, Set, Value};

use crate::entity::{thread_follow, thread_save};
use crate::store::{execute, insert_unless_there};
use crate::thread::REACHABLE;
use crate::{Result, Tx};

/// When the newest that is seen in `t` happened: its latest reply, or that an
/// answer helped. Not now: a reply that is committed in a moment may have an
/// earlier date, and nobody has seen it.
const NEWEST: &str =
    "CASE WHEN t.accepted_at > t.last_activity_at THEN t.accepted_at ELSE t.last_activity_at END";

/// Makes a member follow a thread that they may reach; false if they may not.
/// What is there counts as read, so that only what comes is new.
pub async fn follow_thread(
    tx: &Tx,
    member: MemberId,
    thread: ThreadId,
    now: Timestamp,
) -> Result<bool> {
    let followed = execute(
        tx,
        format!(
            "INSERT INTO thread_follow (thread_id, member_id, created_at) SELECT t.id, $2, $3 FROM thread t WHERE t.id = $1 AND {REACHABLE}
             ON CONFLICT (thread_id, member_id) DO UPDATE SET created_at = thread_follow.created_at"
        ),
        [thread.into(), member.into(), now.into()],
    )
    .await?;
    if followed == 0 {
        return Ok(false);
    }
    execute(
        tx,
        format!(
            "INSERT INTO thread_read (member_id, thread_id, read_at) SELECT $1, t.id, {NEWEST} FROM thread t WHERE t.id = $2
             ON CONFLICT (member_id, thread_id) DO NOTHING"
        ),
        [member.into(), thread.into()],
    )
    .await?;
    Ok(true)
}

/// Makes a member follow a thread no more.
pub async fn unfollow_thread(tx: &Tx, member: MemberId, thread: ThreadId) -> Result<()> {
    thread_follow::Entity::delete_by_id((thread, member))
        .exec(tx)
        .await?;
    Ok(())
}

/// How far a member has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadUntil {
    /// All that is there.
    Now,
    /// Up to this post, with it.
    Post(PostId),
}

/// Notes how far a member has read a thread; false if they may not reach it, or
/// the post is not in it. What was read once stays read. Where nobody else wrote
/// after the post, all that is there is read, also what happened to the thread
/// without a reply (an answer helped). Undoing [`mark_all_read`] goes back to there.
pub async fn mark_read(
    tx: &Tx,
    member: MemberId,
    thread: ThreadId,
    until: ReadUntil,
) -> Result<bool> {
    let mut values: Vec<Value> = vec![member.into(), thread.into()];
    let read = match until {
        ReadUntil::Now => {
            format!("SELECT $1, t.id, {NEWEST} FROM thread t WHERE t.id = $2 AND {REACHABLE}")
        }
        ReadUntil::Post(post) => {
            values.push(post.into());
            format!(
                "SELECT $1, t.id, CASE WHEN EXISTS (SELECT 1 FROM post u WHERE u.thread_id = t.id AND u.opening = FALSE AND u.summary = FALSE AND u.state = 'visible'
                                                   AND u.visible_at > p.visible_at AND u.author_id <> $1) THEN p.visible_at ELSE {NEWEST} END
                 FROM thread t JOIN post p ON p.thread_id = t.id
                 WHERE t.id = $2 AND {REACHABLE} AND p.id = $3 AND p.visible_at IS NOT NULL"
            )
        }
    };
    let sql = format!(
        "INSERT INTO thread_read (member_id, thread_id, read_at) {read} ON CONFLICT (member_id, thread_id) DO UPDATE SET
             read_at = CASE WHEN excluded.read_at > thread_read.read_at THEN excluded.read_at ELSE thread_read.read_at END,
             before_mark = CASE WHEN excluded.read_at > thread_read.before_mark THEN excluded.read_at ELSE thread_read.before_mark END"
    );
    Ok(execute(tx, sql, values).await? == 1)
}

/// Marks everything as read that a member ever opened or followed. [`unmark_all_read`]
/// takes it back, by the same instant.
pub async fn mark_all_read(tx: &Tx, member: MemberId, now: Timestamp) -> Result<()> {
    let sql = format!(
        "UPDATE thread_read SET before_mark = thread_read.read_at, marked_at = $2, read_at = {NEWEST} FROM thread t
         WHERE thread_read.member_id = $1 AND t.id = thread_read.thread_id AND {NEWEST} > thread_read.read_at"
    );
    execute(tx, sql, [member.into(), now.into()]).await?;
    Ok(())
}

/// Takes it back, but for what was read since.
pub async fn unmark_all_read(tx: &Tx, member: MemberId, marked_at: Timestamp) -> Result<()> {
    let sql = "UPDATE thread_read SET read_at = before_mark, marked_at = NULL WHERE member_id = $1 AND marked_at = $2";
    execute(tx, sql, [member.into(), marked_at.into()]).await?;
    Ok(())
}

/// Keeps a thread for later.
pub async fn save_thread(
    tx: &Tx,
    member: MemberId,
    thread: ThreadId,
    now: Timestamp,
) -> Result<()> {
    let save = thread_save::ActiveModel {
        member_id: Set(member),
        thread_id: Set(thread),
        created_at: Set(now),
    };
    use thread_save::Column::{MemberId, ThreadId};
    insert_unless_there(tx, save, [MemberId, ThreadId]).await?;
    Ok(())
}

/// Keeps it no longer.
pub async fn unsave_thread(tx: &Tx, member: MemberId, thread: ThreadId) -> Result<()> {
    thread_save::Entity::delete_by_id((member, thread))
        .exec(tx)
        .await?;
    Ok(())
}
