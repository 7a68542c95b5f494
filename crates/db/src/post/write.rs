//! The changes to a post's row, for commands.

use domain::Timestamp;
use domain::id::{MemberId, PostId, SectorId, ThreadId};
use domain::post::{Lately, PostAccess, PostState};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, Set};

use crate::entity::post::{ActiveModel, Column, Entity};
use crate::store::{execute, insert_unless_there, row};
use crate::{Reads, Result, Tx};

/// What a post is in its thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Opening,
    Reply,
    Summary,
}

/// A post to be.
#[derive(Debug, Clone)]
pub struct NewPost<'a> {
    pub id: PostId,
    pub thread: ThreadId,
    pub part: Part,
    pub author: MemberId,
    pub sector: SectorId,
    /// Whether its author is a colleague without a name.
    pub pseudonymous: bool,
    pub body: &'a str,
    pub idempotency_key: Option<&'a str>,
    pub now: Timestamp,
}

/// Inserts a visible post; false if this author posted
/// under the same key before.
pub async fn insert(tx: &Tx, new: &NewPost<'_>) -> Result<bool> {
    let post = ActiveModel {
        id: Set(new.id),
        thread_id: Set(new.thread),
        opening: Set(new.part == Part::Opening),
        summary: Set(new.part == Part::Summary),
        author_id: Set(new.author),
        sector_id: Set(new.sector),
        pseudonymous: Set(new.pseudonymous),
        state: Set(PostState::Visible),
        body: Set(new.body.to_owned()),
        version: Set(1),
        idempotency_key: Set(new.idempotency_key.map(str::to_owned)),
        created_at: Set(new.now),
        visible_at: Set(Some(new.now)),
        ..ActiveModel::default()
    };
    insert_unless_there(tx, post, [Column::AuthorId, Column::IdempotencyKey]).await
}

/// How much somebody posted lately, as a [`Lately`]: the names of their id and of
/// the instants that [`Lately::since`] gives.
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

/// What starting a thread depends on.
#[derive(Debug, Clone, Copy, Default, FromQueryResult)]
pub struct ForStarting {
    /// Whether the same click came before.
    pub is_posted: bool,
    /// How much the member posted lately.
    #[sea_orm(nested)]
    pub lately: Lately,
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
    let values = [author.into(), key.into(), short.into(), long.into()];
    Ok(row(tx, sql, values).await?.unwrap_or_default())
}

/// What a member posted under a key.
#[derive(Debug, Clone, FromQueryResult)]
pub struct PostedBefore {
    pub post: PostId,
    pub thread: ThreadId,
    /// The title of its thread as it is now.
    pub title: String,
    /// Its words as they are now.
    pub body: String,
}

/// What a member posted under a key, and where.
pub async fn find_by_key(
    reads: &impl Reads,
    author: MemberId,
    key: &str,
) -> Result<Option<PostedBefore>> {
    let sql = "SELECT p.id AS post, p.thread_id AS thread, p.body, t.title FROM post p JOIN thread t ON t.id = p.thread_id
               WHERE p.author_id = $1 AND p.idempotency_key = $2";
    row(reads, sql, [author.into(), key.into()]).await
}

/// What a change to a post depends on.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ForChanging {
    /// What decides whether it may be changed.
    #[sea_orm(nested)]
    pub access: PostAccess,
    pub thread: ThreadId,
    /// Whether it opens its thread.
    pub opening: bool,
    /// Whether it sums its thread up.
    pub summary: bool,
    /// The version that is there now.
    pub version: i64,
    /// Its words now.
    pub body: String,
    /// The title of its thread.
    pub title: String,
    /// Whether it is marked as the answer that helped.
    pub accepted: bool,
}

/// A post for changing, held against other writers until the transaction ends.
pub async fn for_changing(tx: &Tx, post: PostId) -> Result<Option<ForChanging>> {
    // A post of a hidden thread is as hidden as the thread.
    let sql = format!(
        "SELECT p.author_id AS author, CASE WHEN t.state IN ('hidden', 'held') THEN t.state ELSE p.state END AS state,
                t.locked_at IS NOT NULL AS locked, p.thread_id AS thread, p.opening, p.summary, p.version, p.body, t.title,
                COALESCE(t.accepted_id = p.id, FALSE) AS accepted
         FROM post p JOIN thread t ON t.id = p.thread_id WHERE p.id = $1{}",
        tx.engine().for_update()
    );
    row(tx, sql, [post.into()]).await
}

/// What an edit makes of a post.
#[derive(Debug, Clone)]
pub struct Edit<'a> {
    pub post: PostId,
    pub body: &'a str,
    pub now: Timestamp,
}

/// Keeps what the post says now as a revision and gives it its next words.
/// `title` is the thread's until now, when the post opens it.
pub async fn edit(tx: &Tx, edit: &Edit<'_>, title: Option<&str>) -> Result<()> {
    execute(
        tx,
        "INSERT INTO post_revision (post_id, version, title, body, written_at)
         SELECT id, version, $2, body, COALESCE(edited_at, created_at) FROM post WHERE id = $1",
        [edit.post.into(), title.into()],
    )
    .await?;
    let edited = ActiveModel {
        body: Set(edit.body.to_owned()),
        edited_at: Set(Some(edit.now)),
        ..ActiveModel::default()
    };
    change(tx, edit.post, edited).await
}

/// Takes a post back: a stub stays.
pub async fn withdraw(tx: &Tx, post: PostId) -> Result<()> {
    let withdrawn = ActiveModel {
        state: Set(PostState::Withdrawn),
        ..ActiveModel::default()
    };
    change(tx, post, withdrawn).await
}

/// Makes the next version of a post.
async fn change(tx: &Tx, post: PostId, columns: ActiveModel) -> Result<()> {
    let next = Entity::update_many()
        .set(columns)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(post));
    next.exec(tx).await?;
    Ok(())
}
