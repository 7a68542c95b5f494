//! Who is behind a token: the first statement of every request.
//!
//! Those who wait for a connection at the same time are looked up together, by
//! whoever gets the first. A quiet server asks for each at once; a busy one, for
//! which each change between itself and PostgreSQL costs more than the search,
//! asks once for all who came meanwhile.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::Timestamp;
use domain::id::{MemberId, SectorId, SessionId};
use domain::session::{Computer, is_live};
use domain::viewer::Standing;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::Found;
use crate::cells::{ByPlace, Cells, read_by_place};
use crate::store::{Reading, placeholders, rows};
use crate::{Db, Result};

/// Look-ups of one statement at most.
const TOGETHER: usize = 16;

type Hash = Vec<u8>;

/// Look-ups that wait for their turn, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Waiting(Mutex<VecDeque<(Hash, oneshot::Sender<Option<StandingRow>>)>>);

impl Waiting {
    fn queue(&self) -> MutexGuard<'_, VecDeque<(Hash, oneshot::Sender<Option<StandingRow>>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many wait.
    pub(crate) fn count(&self) -> usize {
        self.queue().len()
    }

    fn join(&self, hash: &[u8]) -> oneshot::Receiver<Option<StandingRow>> {
        let (answer, receiver) = oneshot::channel();
        let mut queue = self.queue();
        // While the database is away nobody else clears them out.
        while queue.front().is_some_and(|(_, answer)| answer.is_closed()) {
            queue.pop_front();
        }
        queue.push_back((hash.to_vec(), answer));
        receiver
    }

    /// Answers those who have waited longest; whether there were any. Given up in
    /// the middle, it leaves them without an answer, and they ask anew.
    async fn answer(&self, reading: &Reading<'_>) -> Result<bool> {
        let (hashes, answers): (Vec<_>, Vec<_>) = {
            let mut queue = self.queue();
            // Some may no longer wait.
            queue.retain(|(_, answer)| !answer.is_closed());
            let count = queue.len().min(TOGETHER);
            queue.drain(..count).unzip()
        };
        if hashes.is_empty() {
            return Ok(false);
        }
        let sql = format!(
            "SELECT s.token_hash, s.id, s.shared_computer, s.started_at, s.last_used_at, m.id, m.sector_id, m.state, m.role, m.deputy_until
             FROM session s JOIN member m ON m.id = s.member_id WHERE s.token_hash IN ({})",
            placeholders(1, hashes.len())
        );
        let found: Vec<StandingRow> =
            rows(reading, sql, hashes.iter().map(|hash| hash.clone().into())).await?;
        for (hash, answer) in hashes.iter().zip(answers) {
            // Whoever has hung up meanwhile needs none.
            let _ = answer.send(found.iter().find(|row| row.token_hash == *hash).cloned());
        }
        Ok(true)
    }
}

#[derive(Debug, Clone)]
struct StandingRow {
    token_hash: Hash,
    session_id: Uuid,
    shared_computer: bool,
    started_at: i64,
    last_used_at: i64,
    member_id: Uuid,
    sector_id: Uuid,
    // Not by [`Cells::named`]: what only a newer Cove has a name for fails for the
    // one whose it is, not for all who were looked up along with them.
    state: String,
    role: String,
    deputy_until: Option<i64>,
}

impl ByPlace for StandingRow {
    fn read(cells: &mut Cells<'_>) -> std::result::Result<Self, sqlx::Error> {
        Ok(Self {
            token_hash: cells.next()?,
            session_id: cells.next()?,
            shared_computer: cells.next()?,
            started_at: cells.next()?,
            last_used_at: cells.next()?,
            member_id: cells.next()?,
            sector_id: cells.next()?,
            state: cells.next()?,
            role: cells.next()?,
            deputy_until: cells.next()?,
        })
    }
}

read_by_place!(StandingRow);

async fn row_of(db: &Db, token_hash: &[u8]) -> Result<Option<StandingRow>> {
    loop {
        let mut answer = db.sessions.join(token_hash);
        let answered = tokio::select! {
            biased;
            answered = &mut answer => answered,
            reading = db.reading() => {
                let reading = reading?;
                // Until it is the turn of this one, if nobody else asks for it.
                while answer.is_empty() && db.sessions.answer(&reading).await? {}
                drop(reading);
                answer.await
            }
        };
        // None where the one who asked for it hung up, or failed.
        if let Ok(row) = answered {
            return Ok(row);
        }
    }
}

/// Who is behind a token, by its hash; none if no session has it, or it is over.
///
/// # Errors
/// Those of the database.
pub async fn by_token_hash(db: &Db, token_hash: &[u8], now: Timestamp) -> Result<Option<Found>> {
    let Some(found) = row_of(db, token_hash).await? else {
        return Ok(None);
    };
    let computer = Computer::from_shared(found.shared_computer);
    let last_used_at = Timestamp(found.last_used_at);
    if !is_live(computer, Timestamp(found.started_at), last_used_at, now) {
        return Ok(None);
    }
    let session = SessionId(found.session_id);
    let standing = Standing {
        member: MemberId(found.member_id),
        sector: SectorId(found.sector_id),
        state: found.state.parse()?,
        role: found.role.parse()?,
        deputy_until: found.deputy_until.map(Timestamp),
        session: Some(session),
    };
    Ok(Some(Found {
        standing,
        session,
        touch_due: now >= last_used_at.plus(computer.touch_every()),
    }))
}
