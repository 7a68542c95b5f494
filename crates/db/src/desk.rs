//! What the co-ordinator does to posts and threads. Only here, and in
//! [`crate::post::for_desk`], is a hidden one found.

use domain::Timestamp;
use domain::id::{MemberId, PostId, ThreadId};
use domain::post::{ContentNote, PostState};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait as _, FromQueryResult, Set};

use crate::entity::{post, thread};
use crate::member::{APPLICANTS, BOUNCES};
use crate::store::{row, update};
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
        "SELECT author_id AS author, state, locked_at IS NOT NULL AS locked FROM thread WHERE id = $1{}",
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

/// What waits for the co-ordinator.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromQueryResult)]
pub struct Waiting {
    /// Applicants whose address is confirmed.
    pub applicants: i64,
    /// Reports without an answer.
    pub reports: i64,
    /// Active members whose address refuses mail.
    pub bounces: i64,
    /// Jobs that were given up.
    pub failed_jobs: i64,
    /// Backups that were put back, and what that means not yet dealt with.
    pub restores: i64,
}

/// How much waits, in one statement: every page of a co-ordinator shows it.
pub async fn waiting(reads: &impl Reads) -> Result<Waiting> {
    let sql = format!(
        "SELECT (SELECT COUNT(*) FROM member WHERE {APPLICANTS}) AS applicants,
                (SELECT COUNT(*) FROM report WHERE resolved_at IS NULL) AS reports,
                (SELECT COUNT(*) FROM member WHERE {BOUNCES}) AS bounces,
                (SELECT COUNT(*) FROM job WHERE state = 'failed') AS failed_jobs,
                (SELECT COUNT(*) FROM restore WHERE settled_at IS NULL) AS restores"
    );
    Ok(row(reads, sql, []).await?.unwrap_or_default())
}
