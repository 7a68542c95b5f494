//! Threads: who may see one, how one is read, and the changes to its row.

pub mod list;
mod write;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use domain::id::{MemberId, PostId, ThreadId};
use domain::post::{ContentNote, PostState};
use domain::thread::{ThreadKind, WITHDRAWN_SLUG, WITHDRAWN_TITLE};
use domain::{Coordinator, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{DerivePartialModel, FromQueryResult, Value};

use crate::entity::thread;
use crate::post::{AuthorRow, Byline, crowd};
use crate::store::{columns, columns_with_prefix, placeholders, rows};
use crate::topic::Topic;
use crate::{Reads, Result};

pub use list::{Filter, count, page};
pub(crate) use write::STANDING;
pub use write::{
    ForAccepting, ForReplying, NewThread, accept, for_accepting, for_replying, insert, note_reply,
    recount, rename, set_content_note, set_state, set_topics,
};

/// What a list of threads may hold: every list starts from this. `t` is the
/// thread.
pub const LISTED: &str = "t.state = 'visible'";

/// What a list of talk may hold: what is kept in the library has a list of its own.
pub const TALK: &str = "t.state = 'visible' AND t.kind <> 'resource'";

/// What may be reached by its link: also a thread whose author took back the
/// opening, because the answers stay. `t` is the thread.
pub const REACHABLE: &str = "t.state IN ('visible', 'withdrawn')";

/// A thread as an active member may see it.
#[derive(Debug, Clone)]
pub struct Thread {
    pub id: ThreadId,
    /// What it is for.
    pub kind: ThreadKind,
    /// Its title; words of ours when the opening was withdrawn.
    pub title: String,
    /// What its address ends in, made from the title.
    pub slug: String,
    /// Two lines of the opening; empty behind a content note or when withdrawn.
    pub excerpt: String,
    pub byline: Arc<Byline>,
    /// The state of its opening: visible or withdrawn; at the desk any.
    pub state: PostState,
    /// What is said before its words.
    pub content_note: Option<ContentNote>,
    pub opening: PostId,
    /// The answer that helped, while it can be seen.
    pub accepted: Option<PostId>,
    /// What was learned, with which it is closed, while that can be seen.
    pub summary: Option<PostId>,
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
    /// Whether it waits for a first answer. A closed question cannot have one.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        self.kind == ThreadKind::Question
            && self.reply_count == 0
            && !self.locked
            && self.summary.is_none()
    }
}

/// What a [`ThreadRow`] is read from beside the thread: `t` is that, `m` its
/// author, `s` the sector from which it was written. SQLite takes the tables of a
/// CROSS JOIN in the order in which they are written, so the thread, which the
/// list's index has in order, stays first; PostgreSQL decides for itself.
pub(crate) const JOINED: &str = "CROSS JOIN member m CROSS JOIN sector s";
/// How they hang together.
pub(crate) const JOINED_BY: &str = "m.id = t.author_id AND s.id = t.sector_id";

/// The summary of `t` that can be seen: the newest, should one that was hidden be put
/// back beside the next.
pub(crate) const SUMMARY: &str = "(SELECT y.id FROM post y WHERE y.thread_id = t.id AND y.summary = TRUE AND y.state = 'visible' \
     ORDER BY y.created_at DESC, y.id DESC LIMIT 1)";

pub(crate) static COLUMNS: LazyLock<String> = LazyLock::new(|| columns::<ThreadRow>("t"));

#[derive(DerivePartialModel)]
#[sea_orm(entity = "thread::Entity")]
pub(crate) struct ThreadRow {
    id: ThreadId,
    kind: ThreadKind,
    title: String,
    slug: String,
    excerpt: String,
    state: PostState,
    content_note: Option<ContentNote>,
    opening_id: PostId,
    /// Hiding an answer leaves the asker's mark on it, for the day it is put back:
    /// until then it is none.
    #[sea_orm(
        from_expr = r#"Expr::cust("(SELECT h.id FROM post h WHERE h.id = t.accepted_id AND h.state = 'visible')")"#
    )]
    accepted_id: Option<PostId>,
    #[sea_orm(from_expr = "Expr::cust(SUMMARY)")]
    summary_id: Option<PostId>,
    reply_count: i64,
    pinned: bool,
    locked_at: Option<Timestamp>,
    created_at: Timestamp,
    visible_at: Option<Timestamp>,
    last_activity_at: Timestamp,
    pseudonymous: bool,
    #[sea_orm(from_expr = r#"crowd("t")"#)]
    crowd: i64,
    #[sea_orm(nested)]
    author: AuthorRow,
}

impl ThreadRow {
    /// As the viewer may see it: the seal is put on here, and withdrawn words
    /// are dropped here.
    pub(crate) fn seen_by(self, viewer: MemberId) -> Thread {
        let (title, slug) = match self.state {
            PostState::Withdrawn => (WITHDRAWN_TITLE.to_owned(), WITHDRAWN_SLUG.to_owned()),
            _ => (self.title, self.slug),
        };
        let has_excerpt = self.state != PostState::Withdrawn && self.content_note.is_none();
        Thread {
            id: self.id,
            kind: self.kind,
            title,
            slug,
            excerpt: if has_excerpt {
                self.excerpt
            } else {
                String::new()
            },
            viewer_is_author: self.author.member.id == viewer,
            byline: Arc::new(self.author.byline(self.pseudonymous, self.crowd)),
            state: self.state,
            content_note: self.content_note,
            opening: self.opening_id,
            accepted: self.accepted_id,
            summary: self.summary_id,
            reply_count: self.reply_count,
            pinned: self.pinned,
            locked: self.locked_at.is_some(),
            created_at: self.created_at,
            visible_at: self.visible_at.unwrap_or(self.created_at),
            last_activity_at: self.last_activity_at,
        }
    }
}

/// The threads that a statement gives behind `SELECT … FROM`, as the viewer may
/// see them.
pub(crate) async fn select(
    reads: &impl Reads,
    from: &str,
    values: impl IntoIterator<Item = Value>,
    viewer: MemberId,
) -> Result<Vec<Thread>> {
    let sql = format!("SELECT {} FROM {from}", *COLUMNS);
    let found: Vec<ThreadRow> = rows(reads, sql, values).await?;
    Ok(found.into_iter().map(|row| row.seen_by(viewer)).collect())
}

/// The threads of these ids that the viewer may reach, in no order.
pub async fn by_ids(reads: &impl Reads, ids: &[ThreadId], viewer: MemberId) -> Result<Vec<Thread>> {
    of_ids(reads, ids, REACHABLE, viewer).await
}

/// The threads of these ids for the co-ordinator's desk, hidden ones among them.
pub async fn for_desk(
    reads: &impl Reads,
    ids: &[ThreadId],
    coordinator: &Coordinator,
) -> Result<Vec<Thread>> {
    of_ids(reads, ids, "1 = 1", coordinator.id()).await
}

async fn of_ids(
    reads: &impl Reads,
    ids: &[ThreadId],
    condition: &str,
    viewer: MemberId,
) -> Result<Vec<Thread>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let from = format!(
        "thread t {JOINED} WHERE {JOINED_BY} AND {condition} AND t.id IN ({})",
        placeholders(1, ids.len())
    );
    select(reads, &from, ids.iter().map(|id| (*id).into()), viewer).await
}

/// One thread, if the viewer may reach it.
pub async fn by_id(reads: &impl Reads, id: ThreadId, viewer: MemberId) -> Result<Option<Thread>> {
    Ok(by_ids(reads, &[id], viewer).await?.pop())
}

/// How one member stands to a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, FromQueryResult)]
pub struct ViewerState {
    pub follows: bool,
    /// Whether they keep it for later.
    pub saved: bool,
    /// Replies by others that became visible since they last read it; none if
    /// they never opened or followed it.
    pub unread: i64,
    /// Until when they have read it, if they ever did.
    pub read_until: Option<Timestamp>,
}

/// Counts the unread replies of `t` for the member of `r`, the row of
/// `thread_read`. One's own are never unread, and a summary is no reply.
pub(crate) const UNREAD: &str = "(SELECT COUNT(*) FROM post u WHERE u.thread_id = t.id AND u.visible_at > r.read_at \
     AND u.opening = FALSE AND u.summary = FALSE AND u.state = 'visible' AND u.author_id <> r.member_id)";

/// The columns of a [`ViewerState`] to the thread `t`, where [`VIEWER_JOINED`].
static VIEWER: LazyLock<String> = LazyLock::new(|| {
    format!(
        "f.member_id IS NOT NULL AS follows, k.member_id IS NOT NULL AS saved, CASE WHEN r.read_at < t.last_activity_at THEN {UNREAD} ELSE 0 END AS unread,
         r.read_at AS read_until"
    )
});

/// What they are read from; the viewer is `$1`.
const VIEWER_JOINED: &str = "LEFT JOIN thread_follow f ON f.thread_id = t.id AND f.member_id = $1 \
     LEFT JOIN thread_read r ON r.thread_id = t.id AND r.member_id = $1 \
     LEFT JOIN thread_save k ON k.thread_id = t.id AND k.member_id = $1";

/// How the viewer stands to each of these threads.
pub async fn viewer_states(
    reads: &impl Reads,
    ids: &[ThreadId],
    viewer: MemberId,
) -> Result<HashMap<ThreadId, ViewerState>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: ThreadId,
        #[sea_orm(nested)]
        viewer: ViewerState,
    }
    let sql = format!(
        "SELECT t.id, {} FROM thread t {VIEWER_JOINED} WHERE {REACHABLE} AND t.id IN ({})",
        *VIEWER,
        placeholders(2, ids.len())
    );
    let values = std::iter::once(viewer.into()).chain(ids.iter().map(|id| (*id).into()));
    let found: Vec<Row> = rows(reads, sql, values).await?;
    Ok(found.into_iter().map(|row| (row.id, row.viewer)).collect())
}

/// A thread, how the viewer stands to it, and its topics in the order of the
/// community's list: what every page of a thread shows, in one statement.
#[derive(Debug, Clone)]
pub struct ThreadPage {
    pub thread: Thread,
    pub viewer: ViewerState,
    pub topics: Vec<Topic>,
}

/// The columns of a page.
static PAGE: LazyLock<String> = LazyLock::new(|| {
    let topic = columns_with_prefix::<Topic>("c", Some("topic_"));
    format!("{}, {}, {topic}", *COLUMNS, *VIEWER)
});

/// The page of a thread, if the viewer may reach it.
pub async fn thread_page(
    reads: &impl Reads,
    id: ThreadId,
    viewer: MemberId,
) -> Result<Option<ThreadPage>> {
    #[derive(FromQueryResult)]
    struct Row {
        #[sea_orm(nested)]
        thread: ThreadRow,
        #[sea_orm(nested)]
        viewer: ViewerState,
        #[sea_orm(nested(prefix = "topic_"))]
        topic: Option<Topic>,
    }
    let sql = format!(
        "SELECT {} FROM thread t JOIN member m ON m.id = t.author_id JOIN sector s ON s.id = t.sector_id {VIEWER_JOINED}
         LEFT JOIN thread_topic x ON x.thread_id = t.id LEFT JOIN topic c ON c.id = x.topic_id
         WHERE t.id = $2 AND {REACHABLE} ORDER BY c.position, c.id",
        *PAGE
    );
    let mut found: Vec<Row> = rows(reads, sql, [viewer.into(), id.into()]).await?;
    let topics = found
        .iter_mut()
        .filter_map(|row| row.topic.take())
        .collect();
    Ok(found.into_iter().next().map(|row| ThreadPage {
        thread: row.thread.seen_by(viewer),
        viewer: row.viewer,
        topics,
    }))
}

/// The topics of each of these threads, in the order of the community's list.
pub async fn topics(reads: &impl Reads, ids: &[ThreadId]) -> Result<HashMap<ThreadId, Vec<Topic>>> {
    #[derive(FromQueryResult)]
    struct Row {
        thread_id: ThreadId,
        #[sea_orm(nested)]
        topic: Topic,
    }
    let sql = format!(
        "SELECT x.thread_id, c.* FROM thread_topic x JOIN topic c ON c.id = x.topic_id
         WHERE x.thread_id IN ({}) ORDER BY c.position, c.id",
        placeholders(1, ids.len())
    );
    let mut by_thread: HashMap<ThreadId, Vec<Topic>> = HashMap::with_capacity(ids.len());
    for row in rows::<Row, _>(reads, sql, ids.iter().map(|id| (*id).into())).await? {
        by_thread.entry(row.thread_id).or_default().push(row.topic);
    }
    Ok(by_thread)
}
