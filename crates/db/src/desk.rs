//! What the co-ordinator does to posts and threads. Only here, and in
//! [`crate::post::for_desk`], is a hidden one found.

use domain::Timestamp;
use domain::clock::Day;
use domain::desk::CaseKind;
use domain::id::{MemberId, PostId, ThreadId};
use domain::post::{ContentNote, PostState};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait as _, FromQueryResult, Set};

use crate::entity::{post, thread};
use crate::member::{APPLICANTS, BOUNCES};
use crate::resource::overdue;
use crate::store::{row, rows, update, value};
use crate::{Reads, Result, Tx};

/// A post as a decision about it needs it. Its author is for telling them, and
/// never leaves the command.
#[derive(Debug, Clone)]
pub struct PostCase {
    /// Who wrote it, sealed or not.
    pub author: MemberId,
    /// Its own state, whatever that of its thread.
    pub state: PostState,
    pub thread: ThreadId,
    /// Whether it opens it.
    pub opening: bool,
    /// The title of its thread, or what stands in its place in a mail.
    pub title: String,
}

/// A thread as a decision about it needs it.
#[derive(Debug, Clone, Copy, FromQueryResult)]
pub struct ThreadCase {
    /// Who started it, sealed or not.
    pub author: MemberId,
    /// The state of its opening.
    pub state: PostState,
    /// Whether it is closed to replies.
    pub locked: bool,
    /// Whether it stands on top.
    pub pinned: bool,
}

#[derive(FromQueryResult)]
struct PostRow {
    author_id: MemberId,
    state: PostState,
    thread_id: ThreadId,
    opening: bool,
    title: String,
    thread_state: PostState,
    content_note: Option<ContentNote>,
}

const POST: &str = "SELECT p.author_id, p.state, p.thread_id, p.opening, t.title, t.state AS thread_state, t.content_note
     FROM post p JOIN thread t ON t.id = p.thread_id WHERE p.id = $1";

impl From<PostRow> for PostCase {
    fn from(row: PostRow) -> Self {
        let title = match (row.thread_state, row.content_note) {
            (_, Some(note)) => note.line(),
            // One's own title is no secret when one's own opening is hidden.
            (PostState::Visible, None) => row.title,
            (PostState::Hidden | PostState::Held, None) if row.opening => row.title,
            _ => "A thread that is no longer shown".to_owned(),
        };
        Self {
            author: row.author_id,
            state: row.state,
            thread: row.thread_id,
            opening: row.opening,
            title,
        }
    }
}

/// A post in any state.
pub async fn post(reads: &impl Reads, id: PostId) -> Result<Option<PostCase>> {
    let found: Option<PostRow> = row(reads, POST, [id.into()]).await?;
    Ok(found.map(PostCase::from))
}

/// The same, held with its thread until the transaction is over: of two who
/// decide at once, the second sees what the first did.
pub async fn post_for_update(tx: &Tx, id: PostId) -> Result<Option<PostCase>> {
    let sql = format!("{POST}{}", tx.engine().for_update());
    let found: Option<PostRow> = row(tx, sql, [id.into()]).await?;
    Ok(found.map(PostCase::from))
}

/// Gives a post another state. One that was never seen becomes visible now; one
/// that was keeps its place among the others.
pub async fn set_post_state(tx: &Tx, id: PostId, state: PostState, now: Timestamp) -> Result<()> {
    let changed = post::ActiveModel {
        state: Set(state),
        ..post::ActiveModel::default()
    };
    update(tx, changed, post::Column::Id.eq(id)).await?;
    if state == PostState::Visible {
        let seen = post::ActiveModel {
            visible_at: Set(Some(now)),
            ..post::ActiveModel::default()
        };
        let unseen = post::Column::Id
            .eq(id)
            .and(post::Column::VisibleAt.is_null());
        update(tx, seen, unseen).await?;
    }
    Ok(())
}

/// A thread in any state, held until the transaction is over.
pub async fn thread_for_update(tx: &Tx, id: ThreadId) -> Result<Option<ThreadCase>> {
    let sql = format!(
        "SELECT author_id AS author, state, locked_at IS NOT NULL AS locked, pinned FROM thread WHERE id = $1{}",
        tx.engine().for_update()
    );
    row(tx, sql, [id.into()]).await
}

/// Closes a thread to replies as of then, or opens it again.
pub async fn set_locked(tx: &Tx, id: ThreadId, at: Option<Timestamp>) -> Result<()> {
    let locked = thread::ActiveModel {
        locked_at: Set(at),
        ..thread::ActiveModel::default()
    };
    update(tx, locked, thread::Column::Id.eq(id))
        .await
        .map(drop)
}

/// Puts a thread on top, in the place of the one that was there. There is one
/// welcome: two who pin at once take turns. Gives back the one that was there.
pub async fn pin(tx: &Tx, id: ThreadId) -> Result<Option<ThreadId>> {
    let held = tx.engine().for_update();
    let turn = format!("SELECT name FROM community{held}");
    value::<String, _>(tx, turn, []).await?;
    let there = "SELECT id FROM thread WHERE pinned = TRUE".to_owned();
    let before = value::<ThreadId, _>(tx, there, []).await?;
    let is_pinned = thread::Column::Pinned.eq(true);
    update(tx, pinned(false), is_pinned).await?;
    update(tx, pinned(true), thread::Column::Id.eq(id)).await?;
    Ok(before)
}

/// Takes a thread from the top.
pub async fn unpin(tx: &Tx, id: ThreadId) -> Result<()> {
    update(tx, pinned(false), thread::Column::Id.eq(id))
        .await
        .map(drop)
}

fn pinned(pinned: bool) -> thread::ActiveModel {
    thread::ActiveModel {
        pinned: Set(pinned),
        ..thread::ActiveModel::default()
    }
}

/// What waits of a kind: a table and a condition.
fn waiting(kind: CaseKind, today: Day) -> String {
    match kind {
        CaseKind::Applicant => format!("member WHERE {APPLICANTS}"),
        CaseKind::Report => "report WHERE resolved_at IS NULL".to_owned(),
        CaseKind::OverdueResource => overdue(today),
        CaseKind::Bounce => format!("member WHERE {BOUNCES}"),
        CaseKind::FailedJob => "job WHERE state = 'failed'".to_owned(),
        CaseKind::Restore => "restore WHERE settled_at IS NULL".to_owned(),
    }
}

#[derive(FromQueryResult)]
struct CountRow {
    kind: String,
    number: i64,
}

/// How much waits of each kind, in one statement: every page of a co-ordinator
/// shows it.
pub async fn counts(reads: &impl Reads, today: Day) -> Result<Vec<(CaseKind, i64)>> {
    let counts: Vec<String> = CaseKind::ALL
        .iter()
        .map(|kind| {
            let waiting = waiting(*kind, today);
            format!("SELECT '{kind}' AS kind, COUNT(*) AS number FROM {waiting}")
        })
        .collect();
    let found: Vec<CountRow> = rows(reads, counts.join(" UNION ALL "), []).await?;
    // The names are those that were asked for.
    let counts = found
        .into_iter()
        .filter_map(|row| Some((row.kind.parse().ok()?, row.number)));
    Ok(counts.collect())
}

/// How much waits of one kind.
pub async fn count(reads: &impl Reads, kind: CaseKind, today: Day) -> Result<i64> {
    let sql = format!("SELECT COUNT(*) FROM {}", waiting(kind, today));
    crate::store::count(reads, sql, []).await
}
