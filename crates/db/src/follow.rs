//! Who follows which thread, and how far each has read.

use domain::Timestamp;
use domain::id::{MemberId, ThreadId};

use crate::store::execute;
use crate::thread::REACHABLE;
use crate::{Result, Tx};

/// Makes a member follow a thread that they may reach; false if they may not.
/// What is there counts as read, so that only what comes is new.
///
/// # Errors
/// Those of the database.
pub async fn follow_thread(tx: &Tx, member: MemberId, thread: ThreadId, now: Timestamp) -> Result<bool> {
    let followed = execute(
        tx,
        format!(
            "INSERT INTO thread_follow (thread_id, member_id, created_at) SELECT t.id, $2, $3 FROM thread t WHERE t.id = $1 AND {REACHABLE}
             ON CONFLICT (thread_id, member_id) DO UPDATE SET created_at = thread_follow.created_at"
        ),
        [thread.0.into(), member.0.into(), now.0.into()],
    )
    .await?;
    if followed == 0 {
        return Ok(false);
    }
    execute(
        tx,
        "INSERT INTO thread_read (member_id, thread_id, read_at) VALUES ($1, $2, $3) ON CONFLICT (member_id, thread_id) DO NOTHING",
        [member.0.into(), thread.0.into(), now.0.into()],
    )
    .await?;
    Ok(true)
}

/// Makes a member follow a thread no more.
///
/// # Errors
/// Those of the database.
pub async fn unfollow_thread(tx: &Tx, member: MemberId, thread: ThreadId) -> Result<()> {
    execute(tx, "DELETE FROM thread_follow WHERE thread_id = $1 AND member_id = $2", [thread.0.into(), member.0.into()]).await?;
    Ok(())
}

/// Notes that a member has read a thread until now; false if they may not
/// reach it.
///
/// # Errors
/// Those of the database.
pub async fn mark_read(tx: &Tx, member: MemberId, thread: ThreadId, now: Timestamp) -> Result<bool> {
    let marked = execute(
        tx,
        format!(
            "INSERT INTO thread_read (member_id, thread_id, read_at) SELECT $1, t.id, $3 FROM thread t WHERE t.id = $2 AND {REACHABLE}
             ON CONFLICT (member_id, thread_id) DO UPDATE SET read_at = excluded.read_at"
        ),
        [member.0.into(), thread.0.into(), now.0.into()],
    )
    .await?;
    Ok(marked == 1)
}
