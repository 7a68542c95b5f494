//! The changes to a post's row, for commands.

use domain::Timestamp;
use domain::id::{MemberId, PostId, SectorId, ThreadId};
use domain::post::{Lately, PostState, Standing};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::store::{execute, row};
use crate::{Reads, Result, Tx};

/// A post to be.
#[derive(Debug, Clone)]
pub struct NewPost<'a> {
    pub id: PostId,
    pub thread: ThreadId,
    pub opening: bool,
    pub author: MemberId,
    pub sector: SectorId,
    pub source: &'a str,
    pub html: &'a str,
    pub idempotency_key: Option<&'a str>,
    pub now: Timestamp,
}

/// Inserts a visible post under its author's name; false if this author posted
/// under the same key before.
pub async fn insert(tx: &Tx, new: &NewPost<'_>) -> Result<bool> {
    let inserted = execute(
        tx,
        "INSERT INTO post (id, thread_id, opening, author_id, sector_id, pseudonymous, state, source, html, version, idempotency_key,
                           created_at, visible_at)
         VALUES ($1, $2, $3, $4, $5, FALSE, 'visible', $6, $7, 1, $8, $9, $9)
         ON CONFLICT (author_id, idempotency_key) DO NOTHING",
        [
            new.id.0.into(),
            new.thread.0.into(),
            new.opening.into(),
            new.author.0.into(),
            new.sector.0.into(),
            new.source.into(),
            new.html.into(),
            new.idempotency_key.map(str::to_owned).into(),
            new.now.0.into(),
        ],
    )
    .await?;
    Ok(inserted == 1)
}

/// How much somebody posted lately, as a [`LatelyRow`]: the names of their id
/// and of the instants that [`Lately::since`] gives.
pub(crate) fn lately_columns(author: &str, short: &str, long: &str) -> String {
    let count = |since| {
        format!(
            "(SELECT COUNT(*) FROM post p WHERE p.author_id = {author} AND p.created_at > {since})"
        )
    };
    format!(
        "{} AS in_a_short_time, {} AS in_a_long_time",
        count(short),
        count(long)
    )
}

#[derive(FromQueryResult)]
pub(crate) struct LatelyRow {
    in_a_short_time: i64,
    in_a_long_time: i64,
}

impl From<LatelyRow> for Lately {
    fn from(row: LatelyRow) -> Self {
        Self {
            in_a_short_time: row.in_a_short_time,
            in_a_long_time: row.in_a_long_time,
        }
    }
}

/// What starting a thread depends on.
#[derive(Debug, Clone, Copy)]
pub struct ForStarting {
    /// Whether the same click came before.
    pub is_posted: bool,
    /// How much the member posted lately.
    pub lately: Lately,
}

#[derive(FromQueryResult)]
struct StartingRow {
    is_posted: bool,
    #[sea_orm(nested)]
    lately: LatelyRow,
}

/// What starting a thread depends on, for a member and the key of their click.
pub async fn for_starting(
    tx: &Tx,
    author: MemberId,
    key: Option<&str>,
    now: Timestamp,
) -> Result<ForStarting> {
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM post p WHERE p.author_id = $1 AND p.idempotency_key = $2) AS is_posted, {}",
        lately_columns("$1", "$3", "$4")
    );
    let (short, long) = Lately::since(now);
    let found: Option<StartingRow> = row(
        tx,
        sql,
        [
            author.0.into(),
            key.map(str::to_owned).into(),
            short.0.into(),
            long.0.into(),
        ],
    )
    .await?;
    Ok(found.map_or(
        ForStarting {
            is_posted: false,
            lately: Lately::default(),
        },
        |row| ForStarting {
            is_posted: row.is_posted,
            lately: row.lately.into(),
        },
    ))
}

#[derive(FromQueryResult)]
struct KeyRow {
    id: Uuid,
    thread_id: Uuid,
    source: String,
    title: String,
}

/// What a member posted under a key.
#[derive(Debug, Clone)]
pub struct PostedBefore {
    /// The post.
    pub post: PostId,
    /// Its thread.
    pub thread: ThreadId,
    /// The title of its thread as it is now.
    pub title: String,
    /// Its words as they are now.
    pub source: String,
}

/// What a member posted under a key, and where.
pub async fn find_by_key(
    reads: &impl Reads,
    author: MemberId,
    key: &str,
) -> Result<Option<PostedBefore>> {
    let sql = "SELECT p.id, p.thread_id, p.source, t.title FROM post p JOIN thread t ON t.id = p.thread_id
               WHERE p.author_id = $1 AND p.idempotency_key = $2";
    let found: Option<KeyRow> = row(reads, sql, [author.0.into(), key.into()]).await?;
    Ok(found.map(|row| PostedBefore {
        post: PostId(row.id),
        thread: ThreadId(row.thread_id),
        title: row.title,
        source: row.source,
    }))
}

/// What a change to a post depends on.
#[derive(Debug, Clone)]
pub struct ForChanging {
    /// What decides whether it may be changed.
    pub standing: Standing,
    /// Its thread.
    pub thread: ThreadId,
    /// Whether it opens it.
    pub opening: bool,
    /// The version that is there now.
    pub version: i64,
    /// Its words now.
    pub source: String,
    /// The title of its thread.
    pub title: String,
    /// Whether it is marked as the answer that helped.
    pub accepted: bool,
}

#[derive(FromQueryResult)]
struct ChangingRow {
    author_id: Uuid,
    state: String,
    thread_state: String,
    thread_id: Uuid,
    opening: bool,
    version: i64,
    source: String,
    title: String,
    locked_at: Option<i64>,
    accepted_id: Option<Uuid>,
}

/// A post for changing, held against other writers until the transaction ends.
pub async fn for_changing(tx: &Tx, post: PostId) -> Result<Option<ForChanging>> {
    let sql = format!(
        "SELECT p.author_id, p.state, t.state AS thread_state, p.thread_id, p.opening, p.version, p.source, t.title, t.locked_at, t.accepted_id
         FROM post p JOIN thread t ON t.id = p.thread_id WHERE p.id = $1{}",
        tx.engine().for_update()
    );
    let found: Option<ChangingRow> = row(tx, sql, [post.0.into()]).await?;
    found
        .map(|row| {
            let (state, thread_state): (PostState, PostState) =
                (row.state.parse()?, row.thread_state.parse()?);
            // A post of a hidden thread is as hidden as the thread.
            let state = if matches!(thread_state, PostState::Hidden | PostState::Held) {
                thread_state
            } else {
                state
            };
            Ok(ForChanging {
                standing: Standing {
                    author: MemberId(row.author_id),
                    state,
                    locked: row.locked_at.is_some(),
                },
                thread: ThreadId(row.thread_id),
                opening: row.opening,
                version: row.version,
                source: row.source,
                title: row.title,
                accepted: row.accepted_id == Some(post.0),
            })
        })
        .transpose()
}

/// A post's next words.
#[derive(Debug, Clone)]
pub struct Edit<'a> {
    pub post: PostId,
    pub source: &'a str,
    pub html: &'a str,
    pub now: Timestamp,
}

/// Keeps what the post says now as a revision and gives it its next words.
/// `title` is the thread's until now, when the post opens it.
pub async fn edit(tx: &Tx, edit: &Edit<'_>, title: Option<&str>) -> Result<()> {
    execute(
        tx,
        "INSERT INTO post_revision (post_id, version, title, source, written_at)
         SELECT id, version, $2, source, COALESCE(edited_at, created_at) FROM post WHERE id = $1",
        [edit.post.0.into(), title.map(str::to_owned).into()],
    )
    .await?;
    execute(
        tx,
        "UPDATE post SET source = $2, html = $3, edited_at = $4, version = version + 1 WHERE id = $1",
        [edit.post.0.into(), edit.source.into(), edit.html.into(), edit.now.0.into()],
    )
    .await?;
    Ok(())
}

/// Takes a post back: a stub stays.
pub async fn withdraw(tx: &Tx, post: PostId) -> Result<()> {
    execute(
        tx,
        "UPDATE post SET state = 'withdrawn', version = version + 1 WHERE id = $1",
        [post.0.into()],
    )
    .await?;
    Ok(())
}
