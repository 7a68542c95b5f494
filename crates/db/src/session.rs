//! Sessions: signed-in browsers.

mod lookup;

use domain::Timestamp;
use domain::id::{MemberId, SessionId};
use domain::session::{Computer, is_live};
use domain::viewer::Standing;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::store::{execute, rows};
use crate::{Reads, Result, Tx};

pub(crate) use lookup::Waiting;
pub use lookup::by_token_hash;

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose computer it is.
    pub computer: Computer,
    /// The browser in a few words.
    pub device: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last used, to within [`Computer::touch_every`].
    pub last_used_at: Timestamp,
}

/// A live session and who is behind it.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// Who.
    pub standing: Standing,
    /// Which.
    pub session: SessionId,
    /// Whether its last use wants writing down.
    pub touch_due: bool,
}

#[derive(FromQueryResult)]
struct SessionRow {
    id: Uuid,
    shared_computer: bool,
    device: String,
    started_at: i64,
    last_used_at: i64,
}

/// Makes one.
///
/// # Errors
/// Those of the database.
pub async fn insert(tx: &Tx, session: &Session, member: MemberId, token_hash: &[u8]) -> Result<()> {
    execute(
        tx,
        "INSERT INTO session (id, token_hash, member_id, shared_computer, device, started_at, last_used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
            session.id.0.into(),
            token_hash.to_vec().into(),
            member.0.into(),
            (session.computer == Computer::Shared).into(),
            session.device.clone().into(),
            session.started_at.0.into(),
            session.last_used_at.0.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Writes down that it is in use. Never turns the time back.
///
/// # Errors
/// Those of the database.
pub async fn touch(tx: &Tx, id: SessionId, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE session SET last_used_at = $2 WHERE id = $1 AND last_used_at < $2",
        [id.0.into(), now.0.into()],
    )
    .await?;
    Ok(())
}

/// The member's live sessions, the last used first.
///
/// # Errors
/// Those of the database.
pub async fn of_member(
    reads: &impl Reads,
    member: MemberId,
    now: Timestamp,
) -> Result<Vec<Session>> {
    let found: Vec<SessionRow> = rows(
        reads,
        "SELECT id, shared_computer, device, started_at, last_used_at FROM session WHERE member_id = $1 ORDER BY last_used_at DESC, id DESC",
        [member.0.into()],
    )
    .await?;
    let sessions = found.into_iter().map(|row| Session {
        id: SessionId(row.id),
        computer: Computer::from_shared(row.shared_computer),
        device: row.device,
        started_at: Timestamp(row.started_at),
        last_used_at: Timestamp(row.last_used_at),
    });
    Ok(sessions
        .filter(|session| {
            is_live(
                session.computer,
                session.started_at,
                session.last_used_at,
                now,
            )
        })
        .collect())
}

/// Ends one of the member's sessions; whether it was there.
///
/// # Errors
/// Those of the database.
pub async fn end(tx: &Tx, member: MemberId, id: SessionId) -> Result<bool> {
    Ok(execute(
        tx,
        "DELETE FROM session WHERE id = $1 AND member_id = $2",
        [id.0.into(), member.0.into()],
    )
    .await?
        == 1)
}

/// Ends a session, whosever it is: for a browser that showed its cookie and is
/// signed in as somebody else from now on.
///
/// # Errors
/// Those of the database.
pub async fn replace(tx: &Tx, id: SessionId) -> Result<()> {
    execute(tx, "DELETE FROM session WHERE id = $1", [id.0.into()])
        .await
        .map(drop)
}

/// Ends all of the member's sessions.
///
/// # Errors
/// Those of the database.
pub async fn end_all(tx: &Tx, member: MemberId) -> Result<u64> {
    execute(
        tx,
        "DELETE FROM session WHERE member_id = $1",
        [member.0.into()],
    )
    .await
}

/// Forgets sessions that are over by age or idleness.
///
/// # Errors
/// Those of the database.
pub async fn forget_dead(tx: &Tx, now: Timestamp) -> Result<()> {
    for computer in [Computer::Own, Computer::Shared] {
        execute(
            tx,
            "DELETE FROM session WHERE shared_computer = $1 AND (started_at <= $2 OR last_used_at <= $3)",
            [(computer == Computer::Shared).into(), now.minus(computer.whole()).0.into(), now.minus(computer.idle()).0.into()],
        )
        .await?;
    }
    Ok(())
}

/// Ends every session of everybody.
///
/// # Errors
/// Those of the database.
pub async fn end_everybodys(tx: &Tx) -> Result<u64> {
    execute(tx, "DELETE FROM session", []).await
}
