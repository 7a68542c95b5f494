//! Threads: who may see one, how one is read, and the changes to its row.

pub mod list;
mod write;

use std::collections::HashMap;
use std::sync::Arc;

use domain::id::{MemberId, PostId, ThreadId, TopicId};
use domain::post::{ContentNote, PostState};
use domain::thread::{ThreadKind, WITHDRAWN_TITLE};
use domain::{Coordinator, Timestamp};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::column::Named;
use crate::post::{AuthorRow, Byline, author_columns};
use crate::store::{placeholders, rows};
use crate::topic::Topic;
use crate::{Reads, Result};

pub use list::{Filter, count, page};
pub use write::{
    ForAccepting, ForReplying, NewThread, accept, for_accepting, for_replying, insert, note_reply,
    recount, rename, set_state, set_topics,
};

/// What a list of threads may hold: every list starts from this. `t` is the
/// thread.
pub const LISTED: &str = "t.state = 'visible'";

/// What may be reached by its link: also a thread whose author took back the
/// opening, because the answers stay. `t` is the thread.
pub const REACHABLE: &str = "t.state IN ('visible', 'withdrawn')";

/// A thread as an active member may see it.
#[derive(Debug, Clone)]
pub struct Thread {
    /// Which.
    pub id: ThreadId,
    /// What it is for.
    pub kind: ThreadKind,
    /// Its title; words of ours when the opening was withdrawn.
    pub title: String,
    /// Two lines of the opening; empty behind a content note or when withdrawn.
    pub excerpt: String,
    /// Who started it.
    pub byline: Arc<Byline>,
    /// The state of its opening: visible or withdrawn; at the desk any.
    pub state: PostState,
    /// What is said before its words.
    pub content_note: Option<ContentNote>,
    /// Its opening.
    pub opening: PostId,
    /// The answer that helped, while it can be seen.
    pub accepted: Option<PostId>,
    /// Visible replies; of a question not what the asker adds, unless
    /// it helped.
    pub reply_count: i64,
    /// Whether the co-ordinator put it on top.
    pub pinned: bool,
    /// Whether it is closed to replies.
    pub locked: bool,
    /// When it was written.
    pub created_at: Timestamp,
    /// When members could first see it.
    pub visible_at: Timestamp,
    /// When it was last written to.
    pub last_activity_at: Timestamp,
    /// Whether the one who asks started it, sealed or not.
    pub viewer_is_author: bool,
}

impl Thread {
    /// Whether it waits for a first answer. A locked question cannot have one.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        self.kind == ThreadKind::Question && self.reply_count == 0 && !self.locked
    }
}

/// The columns of a [`ThreadRow`]. `t` is the thread, `m` its
/// author, `s` the sector from which it was written. Hiding an answer leaves
/// the asker's mark on it, for the day it is put back: until then it is none.
pub(crate) const COLUMNS: &str = concat!(
    "t.id, t.kind, t.title, t.excerpt, t.state, t.content_note, t.opening_id, \
     (SELECT h.id FROM post h WHERE h.id = t.accepted_id AND h.state = 'visible') AS accepted_id, t.reply_count, t.pinned, t.locked_at, \
     t.created_at, t.visible_at, t.last_activity_at, ",
    author_columns!("t")
);

/// What [`COLUMNS`] are read from. SQLite takes the tables of a CROSS JOIN in
/// the order in which they are written, so the thread, which the list's index
/// has in order, stays first; PostgreSQL decides for itself.
pub(crate) const JOINED: &str = "CROSS JOIN member m CROSS JOIN sector s";
/// How they hang together.
pub(crate) const JOINED_BY: &str = "m.id = t.author_id AND s.id = t.sector_id";

#[derive(FromQueryResult)]
pub(crate) struct ThreadRow {
    pub id: Uuid,
    pub kind: Named<ThreadKind>,
    pub title: String,
    pub excerpt: String,
    pub state: Named<PostState>,
    pub content_note: Option<String>,
    pub opening_id: Uuid,
    pub accepted_id: Option<Uuid>,
    pub reply_count: i64,
    pub pinned: bool,
    pub locked_at: Option<i64>,
    pub created_at: i64,
    pub visible_at: Option<i64>,
    pub last_activity_at: i64,
    #[sea_orm(nested)]
    pub author: AuthorRow,
}

impl ThreadRow {
    /// As the viewer may see it: the seal is put on here, and withdrawn words
    /// are dropped here.
    pub(crate) fn seen_by(self, viewer: MemberId) -> Thread {
        let (title, excerpt) = if self.state.0 == PostState::Withdrawn {
            (WITHDRAWN_TITLE.to_owned(), String::new())
        } else {
            (
                self.title,
                if self.content_note.is_some() {
                    String::new()
                } else {
                    self.excerpt
                },
            )
        };
        let viewer_is_author = self.author.author_id == viewer.0;
        Thread {
            id: ThreadId(self.id),
            kind: self.kind.0,
            title,
            excerpt,
            byline: Arc::new(self.author.byline()),
            state: self.state.0,
            content_note: self.content_note.as_deref().map(ContentNote::read),
            opening: PostId(self.opening_id),
            accepted: self.accepted_id.map(PostId),
            reply_count: self.reply_count,
            pinned: self.pinned,
            locked: self.locked_at.is_some(),
            created_at: Timestamp(self.created_at),
            visible_at: Timestamp(self.visible_at.unwrap_or(self.created_at)),
            last_activity_at: Timestamp(self.last_activity_at),
            viewer_is_author,
        }
    }
}

/// The threads of these ids that the viewer may reach, in no order.
pub async fn by_ids(reads: &impl Reads, ids: &[ThreadId], viewer: MemberId) -> Result<Vec<Thread>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM thread t {JOINED} WHERE {JOINED_BY} AND {REACHABLE} AND t.id IN ({})",
        placeholders(1, ids.len())
    );
    let found: Vec<ThreadRow> = rows(reads, sql, ids.iter().map(|id| id.0.into())).await?;
    Ok(found.into_iter().map(|row| row.seen_by(viewer)).collect())
}

/// The threads of these ids for the co-ordinator's desk, hidden ones among them.
pub async fn for_desk(
    reads: &impl Reads,
    ids: &[ThreadId],
    coordinator: &Coordinator,
) -> Result<Vec<Thread>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM thread t {JOINED} WHERE {JOINED_BY} AND t.id IN ({})",
        placeholders(1, ids.len())
    );
    let found: Vec<ThreadRow> = rows(reads, sql, ids.iter().map(|id| id.0.into())).await?;
    Ok(found
        .into_iter()
        .map(|row| row.seen_by(coordinator.id()))
        .collect())
}

/// One thread, if the viewer may reach it.
pub async fn by_id(reads: &impl Reads, id: ThreadId, viewer: MemberId) -> Result<Option<Thread>> {
    Ok(by_ids(reads, &[id], viewer).await?.pop())
}

/// How one member stands to a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ViewerState {
    /// Whether they follow it.
    pub follows: bool,
    /// Replies by others that became visible since they last read it; none if
    /// they never opened or followed it.
    pub unread: i64,
    /// Until when they have read it, if they ever did.
    pub read_until: Option<Timestamp>,
}

/// Counts the unread replies of `t` for the member of `r`, the row of
/// `thread_read`. One's own are never unread.
pub(crate) const UNREAD: &str = "(SELECT COUNT(*) FROM post u WHERE u.thread_id = t.id AND u.visible_at > r.read_at \
     AND u.opening = FALSE AND u.state = 'visible' AND u.author_id <> r.member_id)";

#[derive(FromQueryResult)]
struct ViewerRow {
    id: Uuid,
    follows: bool,
    unread: Option<i64>,
    read_at: Option<i64>,
}

impl From<ViewerRow> for ViewerState {
    fn from(row: ViewerRow) -> Self {
        Self {
            follows: row.follows,
            unread: row.unread.unwrap_or(0),
            read_until: row.read_at.map(Timestamp),
        }
    }
}

/// How the viewer stands to each of these threads.
pub async fn viewer_states(
    reads: &impl Reads,
    ids: &[ThreadId],
    viewer: MemberId,
) -> Result<HashMap<ThreadId, ViewerState>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT t.id, f.member_id IS NOT NULL AS follows, CASE WHEN r.read_at < t.last_activity_at THEN {UNREAD} ELSE 0 END AS unread, r.read_at
         FROM thread t
         LEFT JOIN thread_follow f ON f.thread_id = t.id AND f.member_id = $1
         LEFT JOIN thread_read r ON r.thread_id = t.id AND r.member_id = $1
         WHERE {REACHABLE} AND t.id IN ({})",
        placeholders(2, ids.len())
    );
    let values = std::iter::once(viewer.0.into()).chain(ids.iter().map(|id| id.0.into()));
    let found: Vec<ViewerRow> = rows(reads, sql, values).await?;
    Ok(found
        .into_iter()
        .map(|row| (ThreadId(row.id), row.into()))
        .collect())
}

#[derive(FromQueryResult)]
struct PageRow {
    #[sea_orm(nested)]
    thread: ThreadRow,
    follows: bool,
    unread: Option<i64>,
    read_at: Option<i64>,
    topic_id: Option<Uuid>,
    topic_slug: Option<String>,
    topic_name: Option<String>,
    topic_description: Option<String>,
}

impl PageRow {
    fn topic(&self) -> Option<Topic> {
        Some(Topic {
            id: TopicId(self.topic_id?),
            slug: self.topic_slug.clone()?,
            name: self.topic_name.clone()?,
            description: self.topic_description.clone()?,
        })
    }
}

/// A thread, how the viewer stands to it, and its topics in the order of the
/// community's list: what every page of a thread shows, in one statement.
#[derive(Debug, Clone)]
pub struct ThreadPage {
    /// The thread.
    pub thread: Thread,
    /// How the viewer stands to it.
    pub viewer: ViewerState,
    /// What it is about.
    pub topics: Vec<Topic>,
}

/// The page of a thread, if the viewer may reach it.
pub async fn thread_page(
    reads: &impl Reads,
    id: ThreadId,
    viewer: MemberId,
) -> Result<Option<ThreadPage>> {
    let sql = format!(
        "SELECT {COLUMNS}, f.member_id IS NOT NULL AS follows, CASE WHEN r.read_at < t.last_activity_at THEN {UNREAD} ELSE 0 END AS unread,
                r.read_at, c.id AS topic_id, c.slug AS topic_slug, c.name AS topic_name, c.description AS topic_description
         FROM thread t JOIN member m ON m.id = t.author_id JOIN sector s ON s.id = t.sector_id
         LEFT JOIN thread_follow f ON f.thread_id = t.id AND f.member_id = $2
         LEFT JOIN thread_read r ON r.thread_id = t.id AND r.member_id = $2
         LEFT JOIN thread_topic x ON x.thread_id = t.id LEFT JOIN topic c ON c.id = x.topic_id
         WHERE t.id = $1 AND {REACHABLE}
           AND EXISTS (SELECT 1 FROM post o WHERE o.id = t.opening_id AND o.state IN ('visible', 'withdrawn'))
         ORDER BY c.position, c.id"
    );
    let found: Vec<PageRow> = rows(reads, sql, [id.0.into(), viewer.0.into()]).await?;
    let topics = found.iter().filter_map(PageRow::topic).collect();
    Ok(found.into_iter().next().map(|row| ThreadPage {
        viewer: ViewerState {
            follows: row.follows,
            unread: row.unread.unwrap_or(0),
            read_until: row.read_at.map(Timestamp),
        },
        thread: row.thread.seen_by(viewer),
        topics,
    }))
}

#[derive(FromQueryResult)]
struct TopicRow {
    thread_id: Uuid,
    id: Uuid,
    slug: String,
    name: String,
    description: String,
}

/// The topics of each of these threads, in the order of the community's list.
pub async fn topics(reads: &impl Reads, ids: &[ThreadId]) -> Result<HashMap<ThreadId, Vec<Topic>>> {
    let mut by_thread: HashMap<ThreadId, Vec<Topic>> = HashMap::with_capacity(ids.len());
    if ids.is_empty() {
        return Ok(by_thread);
    }
    let sql = format!(
        "SELECT x.thread_id, c.id, c.slug, c.name, c.description FROM thread_topic x JOIN topic c ON c.id = x.topic_id
         WHERE x.thread_id IN ({}) ORDER BY c.position, c.id",
        placeholders(1, ids.len())
    );
    let found: Vec<TopicRow> = rows(reads, sql, ids.iter().map(|id| id.0.into())).await?;
    for row in found {
        let topic = Topic {
            id: TopicId(row.id),
            slug: row.slug,
            name: row.name,
            description: row.description,
        };
        by_thread
            .entry(ThreadId(row.thread_id))
            .or_default()
            .push(topic);
    }
    Ok(by_thread)
}
