//! Sessions: signed-in browsers.

use domain::Timestamp;
use domain::id::{MemberId, SessionId};
use domain::session::{Computer, is_live};
use domain::viewer::Principal;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, Set,
};

use crate::entity::session::{ActiveModel, Column, Entity, Model};
use crate::store::{delete, row, update};
use crate::{Reads, Result, Tx};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    /// Whose computer it is.
    pub computer: Computer,
    /// The browser in a few words.
    pub device: String,
    pub started_at: Timestamp,
    /// When it was last used, to within [`Computer::touch_every`].
    pub last_used_at: Timestamp,
}

impl From<Model> for Session {
    fn from(session: Model) -> Self {
        Self {
            id: session.id,
            computer: Computer::from_shared(session.shared_computer),
            device: session.device,
            started_at: session.started_at,
            last_used_at: session.last_used_at,
        }
    }
}

impl Session {
    fn is_live(&self, now: Timestamp) -> bool {
        is_live(self.computer, self.started_at, self.last_used_at, now)
    }
}

/// A live session and who is behind it.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    pub principal: Principal,
    pub session: SessionId,
    /// Whether its last use wants writing down.
    pub touch_due: bool,
}

#[derive(FromQueryResult)]
struct FoundRow {
    session: SessionId,
    shared_computer: bool,
    started_at: Timestamp,
    last_used_at: Timestamp,
    #[sea_orm(nested)]
    principal: Principal,
}

/// Who is behind a token, by its hash; none if no session has it, or it is over.
pub async fn by_token_hash(
    reads: &impl Reads,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Found>> {
    let sql = "SELECT s.id AS session, s.shared_computer, s.started_at, s.last_used_at, s.member_id AS member, m.sector_id AS sector,
                      m.state, m.role, m.deputy_until
               FROM session s JOIN member m ON m.id = s.member_id WHERE s.token_hash = $1";
    let found: Option<FoundRow> = row(reads, sql, [token_hash.into()]).await?;
    Ok(found.and_then(|row| {
        let computer = Computer::from_shared(row.shared_computer);
        is_live(computer, row.started_at, row.last_used_at, now).then(|| Found {
            principal: row.principal,
            session: row.session,
            touch_due: now >= row.last_used_at.plus(computer.touch_every()),
        })
    }))
}

/// Makes one.
pub async fn insert(tx: &Tx, session: &Session, member: MemberId, token_hash: &[u8]) -> Result<()> {
    let session = ActiveModel {
        id: Set(session.id),
        token_hash: Set(token_hash.to_vec()),
        member_id: Set(member),
        shared_computer: Set(session.computer == Computer::Shared),
        device: Set(session.device.clone()),
        started_at: Set(session.started_at),
        last_used_at: Set(session.last_used_at),
    };
    Entity::insert(session).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes down that it is in use. Never turns the time back.
pub async fn touch(tx: &Tx, id: SessionId, now: Timestamp) -> Result<()> {
    let used = ActiveModel {
        last_used_at: Set(now),
        ..ActiveModel::default()
    };
    let earlier = Column::Id.eq(id).and(Column::LastUsedAt.lt(now));
    update(tx, used, earlier).await.map(drop)
}

/// The member's live sessions, the last used first.
pub async fn of_member(
    reads: &impl Reads,
    member: MemberId,
    now: Timestamp,
) -> Result<Vec<Session>> {
    let sessions = Entity::find()
        .filter(Column::MemberId.eq(member))
        .order_by_desc(Column::LastUsedAt)
        .order_by_desc(Column::Id);
    let found = sessions.all(reads).await?.into_iter().map(Session::from);
    Ok(found.filter(|session| session.is_live(now)).collect())
}

/// Ends one of the member's sessions; whether it was there.
pub async fn end(tx: &Tx, member: MemberId, id: SessionId) -> Result<bool> {
    let it = Column::Id.eq(id).and(Column::MemberId.eq(member));
    Ok(delete(tx, Entity, it).await? == 1)
}

/// Ends a session, whosever it is: for a browser that showed its cookie and is
/// signed in as somebody else from now on.
pub async fn replace(tx: &Tx, id: SessionId) -> Result<()> {
    Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

/// Ends all of the member's sessions.
pub async fn end_all(tx: &Tx, member: MemberId) -> Result<u64> {
    delete(tx, Entity, Column::MemberId.eq(member)).await
}

/// Forgets sessions that are over by age or idleness.
pub async fn forget_dead(tx: &Tx, now: Timestamp) -> Result<()> {
    for computer in [Computer::Own, Computer::Shared] {
        let is_old = Column::StartedAt.lte(now.minus(computer.whole()));
        let is_idle = Column::LastUsedAt.lte(now.minus(computer.idle()));
        let shared = Column::SharedComputer.eq(computer == Computer::Shared);
        delete(tx, Entity, shared.and(is_old.or(is_idle))).await?;
    }
    Ok(())
}

/// Ends every session of everybody.
pub async fn end_everybodys(tx: &Tx) -> Result<u64> {
    Ok(Entity::delete_many().exec(tx).await?.rows_affected)
}
