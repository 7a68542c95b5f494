//! Sessions: signed-in browsers.

use domain::Timestamp;
use domain::id::{MemberId, SectorId, SessionId};
use domain::member::{MemberState, Role};
use domain::session::{Computer, is_live};
use domain::viewer::Standing;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::column::Named;
use crate::store::{execute, row, rows};
use crate::{Reads, Result, Tx};

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

#[derive(FromQueryResult)]
struct StandingRow {
    id: Uuid,
    shared_computer: bool,
    started_at: i64,
    last_used_at: i64,
    member_id: Uuid,
    sector_id: Uuid,
    state: Named<MemberState>,
    role: Named<Role>,
    deputy_until: Option<i64>,
}

/// Who is behind a token, by its hash; none if no session has it, or it is over.
pub async fn by_token_hash(
    reads: &impl Reads,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Found>> {
    let sql = "SELECT s.id, s.shared_computer, s.started_at, s.last_used_at, s.member_id, m.sector_id, m.state, m.role, m.deputy_until
               FROM session s JOIN member m ON m.id = s.member_id WHERE s.token_hash = $1";
    let found: Option<StandingRow> = row(reads, sql, [token_hash.into()]).await?;
    let Some(found) = found else { return Ok(None) };
    let computer = Computer::from_shared(found.shared_computer);
    let last_used_at = Timestamp(found.last_used_at);
    if !is_live(computer, Timestamp(found.started_at), last_used_at, now) {
        return Ok(None);
    }
    let session = SessionId(found.id);
    let standing = Standing {
        member: MemberId(found.member_id),
        sector: SectorId(found.sector_id),
        state: found.state.0,
        role: found.role.0,
        deputy_until: found.deputy_until.map(Timestamp),
        session: Some(session),
    };
    let touch_due = now >= last_used_at.plus(computer.touch_every());
    Ok(Some(Found {
        standing,
        session,
        touch_due,
    }))
}

/// Makes one.
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
pub async fn replace(tx: &Tx, id: SessionId) -> Result<()> {
    execute(tx, "DELETE FROM session WHERE id = $1", [id.0.into()])
        .await
        .map(drop)
}

/// Ends all of the member's sessions.
pub async fn end_all(tx: &Tx, member: MemberId) -> Result<u64> {
    execute(
        tx,
        "DELETE FROM session WHERE member_id = $1",
        [member.0.into()],
    )
    .await
}

/// Forgets sessions that are over by age or idleness.
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
pub async fn end_everybodys(tx: &Tx) -> Result<u64> {
    execute(tx, "DELETE FROM session", []).await
}
