//! What the co-ordinator does to posts and threads. Only here, and in
//! [`crate::post::for_desk`], is a hidden one found.

use domain::Timestamp;
use domain::id::{MemberId, PostId, ThreadId};
use domain::post::{ContentNote, PostState};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::member::{APPLICANTS, BOUNCES};
use crate::store::{execute, row};
use crate::{Reads, Result, Tx};

/// A post as a decision about it needs it. Its author is for telling them, and
/// never leaves the command.
#[derive(Debug, Clone)]
pub struct PostCase {
    /// Who wrote it, sealed or not.
    pub author: MemberId,
    /// Its own state, whatever that of its thread.
    pub state: PostState,
    /// Its thread.
    pub thread: ThreadId,
    /// Whether it opens it.
    pub opening: bool,
    /// The title of its thread, or what stands in its place in a mail.
    pub title: String,
}

/// A thread as a decision about it needs it.
#[derive(Debug, Clone, Copy)]
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
    author_id: Uuid,
    state: String,
    thread_id: Uuid,
    opening: bool,
    title: String,
    thread_state: String,
    content_note: Option<String>,
}

#[derive(FromQueryResult)]
struct ThreadRow {
    author_id: Uuid,
    state: String,
    locked_at: Option<i64>,
}

const POST: &str = "SELECT p.author_id, p.state, p.thread_id, p.opening, t.title, t.state AS thread_state, t.content_note
     FROM post p JOIN thread t ON t.id = p.thread_id WHERE p.id = $1";

impl PostRow {
    fn read(self) -> Result<PostCase> {
        let title = match (self.thread_state.parse()?, self.content_note) {
            (_, Some(note)) => ContentNote::read(&note).line(),
            // One's own title is no secret when one's own opening is hidden.
            (PostState::Visible, None) => self.title,
            (PostState::Hidden | PostState::Held, None) if self.opening => self.title,
            _ => "A thread that is no longer shown".to_owned(),
        };
        Ok(PostCase {
            author: MemberId(self.author_id),
            state: self.state.parse()?,
            thread: ThreadId(self.thread_id),
            opening: self.opening,
            title,
        })
    }
}

/// A post in any state.
pub async fn post(reads: &impl Reads, id: PostId) -> Result<Option<PostCase>> {
    let found: Option<PostRow> = row(reads, POST, [id.0.into()]).await?;
    found.map(PostRow::read).transpose()
}

/// The same, held with its thread until the transaction is over: of two who
/// decide at once, the second sees what the first did.
pub async fn post_for_update(tx: &Tx, id: PostId) -> Result<Option<PostCase>> {
    let found: Option<PostRow> = row(
        tx,
        format!("{POST}{}", tx.engine().for_update()),
        [id.0.into()],
    )
    .await?;
    found.map(PostRow::read).transpose()
}

/// Gives a post another state. One that was never seen becomes visible now; one
/// that was keeps its place among the others.
pub async fn set_post_state(tx: &Tx, id: PostId, state: PostState, now: Timestamp) -> Result<()> {
    execute(
        tx,
        "UPDATE post SET state = $2 WHERE id = $1",
        [id.0.into(), state.as_str().into()],
    )
    .await?;
    if state == PostState::Visible {
        execute(
            tx,
            "UPDATE post SET visible_at = $2 WHERE id = $1 AND visible_at IS NULL",
            [id.0.into(), now.0.into()],
        )
        .await?;
    }
    Ok(())
}

/// A thread in any state, held until the transaction is over.
pub async fn thread_for_update(tx: &Tx, id: ThreadId) -> Result<Option<ThreadCase>> {
    let sql = format!(
        "SELECT author_id, state, locked_at FROM thread WHERE id = $1{}",
        tx.engine().for_update()
    );
    let found: Option<ThreadRow> = row(tx, sql, [id.0.into()]).await?;
    found
        .map(|row| {
            Ok(ThreadCase {
                author: MemberId(row.author_id),
                state: row.state.parse()?,
                locked: row.locked_at.is_some(),
            })
        })
        .transpose()
}

/// Closes a thread to replies as of then, or opens it again.
pub async fn set_locked(tx: &Tx, id: ThreadId, at: Option<Timestamp>) -> Result<()> {
    execute(
        tx,
        "UPDATE thread SET locked_at = $2 WHERE id = $1",
        [id.0.into(), at.map(|at| at.0).into()],
    )
    .await?;
    Ok(())
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
        "SELECT (SELECT COUNT(*) FROM member m WHERE {APPLICANTS}) AS applicants,
                (SELECT COUNT(*) FROM report WHERE resolved_at IS NULL) AS reports,
                (SELECT COUNT(*) FROM member m WHERE {BOUNCES}) AS bounces,
                (SELECT COUNT(*) FROM job WHERE state = 'failed') AS failed_jobs,
                (SELECT COUNT(*) FROM restore WHERE settled_at IS NULL) AS restores"
    );
    Ok(row(reads, sql, []).await?.unwrap_or_default())
}
