//! The thread page, read with plain sqlx in three statements whatever its
//! length: the thread with its topics and how the viewer stands to it; its
//! opening, the answer that helped and one page of replies; their reactions.
//!
//! It is the page that is read most. sea-orm costs a third more here, because
//! it looks columns up by name and copies each row once more.

use std::collections::HashMap;

use domain::id::{MemberId, PostId, ThreadId, TopicId};
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Row, Type};
use uuid::Uuid;

use crate::post::{AuthorRow, Post, PostRow, Reactions, Reader, Sources};
use crate::readers::Readers;
use crate::store::placeholders;
use crate::thread::{Thread, ThreadRow, UNREAD, ViewerState};
use crate::topic::Topic;
use crate::{Cursor, Db, Page, PageRequest, Result, post, thread};

/// A thread as its page shows it.
#[derive(Debug, Clone)]
pub struct ThreadPage {
    /// The thread.
    pub thread: Thread,
    /// Its topics, in the order of the community's list.
    pub topics: Vec<Topic>,
    /// How the viewer stands to it.
    pub viewer: ViewerState,
    /// Its posts, if they were asked for.
    pub posts: Option<Posts>,
}

/// The posts of a page.
#[derive(Debug, Clone)]
pub struct Posts {
    /// The opening; a stub where it was withdrawn.
    pub opening: Option<(Post, Reactions)>,
    /// The answer that helped, while it can be seen.
    pub accepted: Option<(Post, Reactions)>,
    /// Replies, the oldest first.
    pub replies: Page<(Post, Reactions)>,
}

/// Runs a query on a held connection of either engine and reads every row with
/// a method of [`Cells`].
macro_rules! read {
    ($db:expr, $connection:expr, $sql:expr, [$($value:expr),* $(,)?], $values:expr, $read:ident) => {{
        let sql: String = $sql;
        let more = $values;
        $db.note_statement(&sql, || [$($value.into()),*].into_iter().chain(more.iter().map(|id: &Uuid| (*id).into())).collect());
        let mut query = sqlx::query(AssertSqlSafe(sql))$(.bind($value))*;
        for value in more {
            query = query.bind(value);
        }
        let found = query.fetch_all($connection.work()?).await;
        let found = $connection.ended(found)?;
        found.iter().map(|row| Cells { row, at: 0 }.$read()).collect::<Result<Vec<_>>>()?
    }};
}

/// The page on one engine's connection. A macro, because the two have no type
/// in common and their generic bounds are longer than the text.
macro_rules! page {
    ($db:expr, $kept:expr, $id:expr, $reader:expr, $wanted:expr) => {{
        let mut connection = $kept.lend().await?;
        let sql = thread_sql();
        let found = read!($db, connection, sql, [$id.0, $reader.member.0], [] as [Uuid; 0], thread);
        let Some((thread, viewer, topics)) = first_thread(found, $reader.member)? else { return Ok(None) };
        let Some(wanted) = $wanted else { return Ok(Some(ThreadPage { thread, topics, viewer, posts: None })) };
        let all = $reader.sources == Sources::All;
        // From the start is after a place that lies before every post.
        let place = wanted.after.unwrap_or(Cursor { key: i64::MIN, id: Uuid::nil() });
        let accepted = thread.accepted.map(|id| id.0);
        let found = read!(
            $db,
            connection,
            posts_sql(wanted.limit()),
            [$reader.member.0, all, thread.opening.0, accepted, $id.0, place.key, place.id],
            [] as [Uuid; 0],
            post
        );
        let ids: Vec<Uuid> = found.iter().map(|(_, row)| row.id).collect();
        let reactions = if ids.is_empty() {
            Vec::new()
        } else {
            let sql = format!("{} ({}) GROUP BY post_id, kind ORDER BY post_id, kind", post::REACTIONS, placeholders(2, ids.len()));
            read!($db, connection, sql, [$reader.member.0], ids, reaction)
        };
        let posts = arrange(&thread, found, reactions, wanted, $reader.member)?;
        Ok(Some(ThreadPage { thread, topics, viewer, posts: Some(posts) }))
    }};
}

/// A thread with its topics, and with `wanted` its posts: none if the reader
/// may not reach it.
///
/// # Errors
/// Those of the database.
pub async fn thread_page(db: &Db, id: ThreadId, reader: Reader, wanted: Option<&PageRequest>) -> Result<Option<ThreadPage>> {
    match &*db.readers {
        Readers::Sqlite(kept) => page!(db, kept, id, reader, wanted),
        Readers::Postgres(kept) => page!(db, kept, id, reader, wanted),
    }
}

/// `$1` is the thread, `$2` the viewer. A row a topic.
fn thread_sql() -> String {
    format!(
        "SELECT {}, f.member_id IS NOT NULL AS follows, CASE WHEN r.read_at < t.last_activity_at THEN {UNREAD} ELSE 0 END AS unread,
                c.id AS topic_id, c.slug AS topic_slug, c.name AS topic_name, c.description AS topic_description
         FROM thread t JOIN member m ON m.id = t.author_id JOIN sector s ON s.id = t.sector_id
         LEFT JOIN thread_follow f ON f.thread_id = t.id AND f.member_id = $2
         LEFT JOIN thread_read r ON r.thread_id = t.id AND r.member_id = $2
         LEFT JOIN thread_topic x ON x.thread_id = t.id LEFT JOIN topic c ON c.id = x.topic_id
         WHERE t.id = $1 AND {} ORDER BY c.position, c.id",
        thread::COLUMNS,
        thread::REACHABLE
    )
}

/// `$1` and `$2` are the reader and whether they get every source, `$3` and
/// `$4` opening and accepted answer, `$5` the thread, `$6` and `$7` after
/// which.
fn posts_sql(limit: i64) -> String {
    let (columns, joined, reachable) = (post::COLUMNS, post::JOINED, post::REACHABLE);
    format!(
        "SELECT * FROM (SELECT FALSE AS reply, {columns} FROM {joined} WHERE p.id IN ($3, $4) AND {reachable}) AS singles
         UNION ALL
         SELECT * FROM (SELECT TRUE AS reply, {columns} FROM {joined}
                        WHERE p.thread_id = $5 AND p.opening = FALSE AND (p.created_at, p.id) > ($6, $7) AND {reachable}
                        ORDER BY p.created_at, p.id LIMIT {limit}) AS replies"
    )
}

type ThreadCells = (ThreadRow, ViewerState, Option<Topic>);

fn first_thread(found: Vec<ThreadCells>, viewer: MemberId) -> Result<Option<(Thread, ViewerState, Vec<Topic>)>> {
    let mut topics = Vec::new();
    let mut first = None;
    for (row, state, topic) in found {
        topics.extend(topic);
        first.get_or_insert((row, state));
    }
    first.map(|(row, state)| Ok((row.seen_by(viewer)?, state, topics))).transpose()
}

struct ReactionCells {
    post: PostId,
    kind: String,
    count: i64,
    own: i64,
}

fn arrange(
    thread: &Thread,
    found: Vec<(bool, PostRow)>,
    reactions: Vec<ReactionCells>,
    wanted: &PageRequest,
    reader: MemberId,
) -> Result<Posts> {
    let mut by_post: HashMap<PostId, Reactions> = HashMap::with_capacity(found.len());
    for row in reactions {
        by_post.entry(row.post).or_default().add(&row.kind, row.count, row.own)?;
    }
    let (mut opening, mut accepted, mut replies) = (None, None, Vec::with_capacity(found.len()));
    for (is_reply, row) in found {
        let post = row.seen_by(reader)?;
        // The answer that helped stands on top and in its place.
        let reactions = by_post.get(&post.id).cloned().unwrap_or_default();
        if is_reply {
            replies.push((post, reactions));
        } else if post.id == thread.opening {
            opening = Some((post, reactions));
        } else if post.state == domain::post::PostState::Visible {
            accepted = Some((post, reactions));
        }
    }
    // Neither engine promises that a UNION ALL keeps the order of its parts.
    replies.sort_by_key(|(post, _): &(Post, Reactions)| (post.created_at, post.id));
    Ok(Posts { opening, accepted, replies: Page::from_rows(replies, wanted) })
}

/// The cells of a row, read from left to right.
struct Cells<'r, R> {
    row: &'r R,
    at: usize,
}

impl<'r, R: Row> Cells<'r, R>
where
    usize: ColumnIndex<R>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
{
    fn next<T: Decode<'r, R::Database> + Type<R::Database>>(&mut self) -> Result<T> {
        // What the columns hold is known: to look at their types costs as much
        // as to read them.
        let cell = self.row.try_get_unchecked(self.at)?;
        self.at += 1;
        Ok(cell)
    }

    fn thread(mut self) -> Result<ThreadCells> {
        let row = ThreadRow {
            id: self.next()?,
            kind: self.next()?,
            title: self.next()?,
            excerpt: self.next()?,
            state: self.next()?,
            content_note: self.next()?,
            opening_id: self.next()?,
            accepted_id: self.next()?,
            reply_count: self.next()?,
            pinned: self.next()?,
            locked_at: self.next()?,
            created_at: self.next()?,
            visible_at: self.next()?,
            last_activity_at: self.next()?,
            author: self.author()?,
        };
        let viewer = ViewerState { follows: self.next()?, unread: self.next::<Option<i64>>()?.unwrap_or(0) };
        let topic = match self.next::<Option<Uuid>>()? {
            Some(id) => Some(Topic { id: TopicId(id), slug: self.next()?, name: self.next()?, description: self.next()? }),
            None => None,
        };
        Ok((row, viewer, topic))
    }

    fn post(mut self) -> Result<(bool, PostRow)> {
        let is_reply = self.next()?;
        let row = PostRow {
            id: self.next()?,
            thread_id: self.next()?,
            opening: self.next()?,
            state: self.next()?,
            content_note: self.next()?,
            html: self.next()?,
            source: self.next()?,
            version: self.next()?,
            created_at: self.next()?,
            edited_at: self.next()?,
            accepted_id: self.next()?,
            author: self.author()?,
        };
        Ok((is_reply, row))
    }

    fn author(&mut self) -> Result<AuthorRow> {
        Ok(AuthorRow {
            author_id: self.next()?,
            author_state: self.next()?,
            author_role: self.next()?,
            author_deputy_until: self.next()?,
            author_name: self.next()?,
            author_work_role: self.next()?,
            author_sector_id: self.next()?,
            author_organisation_id: self.next()?,
            author_joined_at: self.next()?,
            sector_id: self.next()?,
            sector_slug: self.next()?,
            sector_name: self.next()?,
            pseudonymous: self.next()?,
            crowd: self.next()?,
        })
    }

    fn reaction(mut self) -> Result<ReactionCells> {
        Ok(ReactionCells { post: PostId(self.next()?), kind: self.next()?, count: self.next()?, own: self.next()? })
    }
}
