//! The thread page, read in three statements whatever its length: the thread with
//! its topics and how the viewer stands to it; its opening, the answer that
//! helped and one page of replies; their reactions. It is the page that is read
//! most: one connection serves all three.

use std::collections::HashMap;

use domain::Timestamp;
use domain::id::{MemberId, PostId, ThreadId, TopicId};
use sea_orm::Value;
use uuid::Uuid;

use crate::cells::{ByPlace, Cells, read_by_place};
use crate::post::{Post, PostRow, Reactions, Reader, Sources};
use crate::store::rows;
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

/// A thread with its topics, and with `wanted` its posts: none if the reader
/// may not reach it.
///
/// # Errors
/// Those of the database.
pub async fn thread_page(
    db: &Db,
    id: ThreadId,
    reader: Reader,
    wanted: Option<&PageRequest>,
) -> Result<Option<ThreadPage>> {
    let reading = db.reading().await?;
    let found: Vec<ThreadCells> = rows(
        &reading,
        thread_sql(),
        [id.0.into(), reader.member.0.into()],
    )
    .await?;
    let Some((thread, viewer, topics)) = first_thread(found, reader.member) else {
        return Ok(None);
    };
    let Some(wanted) = wanted else {
        return Ok(Some(ThreadPage {
            thread,
            topics,
            viewer,
            posts: None,
        }));
    };
    // From the start is after a place that lies before every post.
    let place = wanted.after.unwrap_or(Cursor {
        key: i64::MIN,
        id: Uuid::nil(),
    });
    let accepted = thread.accepted.map(|id| id.0);
    let all = reader.sources == Sources::All;
    let values: [Value; 7] = [
        reader.member.0.into(),
        all.into(),
        thread.opening.0.into(),
        accepted.into(),
        id.0.into(),
        place.key.into(),
        place.id.into(),
    ];
    let found: Vec<PostCells> = rows(&reading, posts_sql(wanted.limit()), values).await?;
    let posts: Vec<PostId> = found.iter().map(|found| PostId(found.row.id)).collect();
    let reactions = post::reactions(&reading, &posts, reader.member).await?;
    drop(reading);
    let posts = arrange(&thread, found, &reactions, wanted, reader.member);
    Ok(Some(ThreadPage {
        thread,
        topics,
        viewer,
        posts: Some(posts),
    }))
}

/// `$1` is the thread, `$2` the viewer. A row a topic.
fn thread_sql() -> String {
    format!(
        "SELECT {}, f.member_id IS NOT NULL AS follows, CASE WHEN r.read_at < t.last_activity_at THEN {UNREAD} ELSE 0 END AS unread,
                r.read_at, c.id AS topic_id, c.slug AS topic_slug, c.name AS topic_name, c.description AS topic_description
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

struct ThreadCells {
    row: ThreadRow,
    viewer: ViewerState,
    topic: Option<Topic>,
}

impl ByPlace for ThreadCells {
    fn read(cells: &mut Cells<'_>) -> std::result::Result<Self, sqlx::Error> {
        let row = ThreadRow::read(cells)?;
        let viewer = ViewerState {
            follows: cells.next()?,
            unread: cells.next::<Option<i64>>()?.unwrap_or(0),
            read_until: cells.next::<Option<i64>>()?.map(Timestamp),
        };
        let topic = match cells.next::<Option<Uuid>>()? {
            Some(id) => Some(Topic {
                id: TopicId(id),
                slug: cells.next()?,
                name: cells.next()?,
                description: cells.next()?,
            }),
            None => None,
        };
        Ok(Self { row, viewer, topic })
    }
}

fn first_thread(
    found: Vec<ThreadCells>,
    viewer: MemberId,
) -> Option<(Thread, ViewerState, Vec<Topic>)> {
    let mut topics = Vec::new();
    let mut first = None;
    for ThreadCells {
        row,
        viewer: state,
        topic,
    } in found
    {
        topics.extend(topic);
        first.get_or_insert((row, state));
    }
    first.map(|(row, state)| (row.seen_by(viewer), state, topics))
}

struct PostCells {
    is_reply: bool,
    row: PostRow,
}

impl ByPlace for PostCells {
    fn read(cells: &mut Cells<'_>) -> std::result::Result<Self, sqlx::Error> {
        Ok(Self {
            is_reply: cells.next()?,
            row: PostRow::read(cells)?,
        })
    }
}

read_by_place!(ThreadCells, PostCells);

fn arrange(
    thread: &Thread,
    found: Vec<PostCells>,
    reactions_to: &HashMap<PostId, Reactions>,
    wanted: &PageRequest,
    reader: MemberId,
) -> Posts {
    let (mut opening, mut accepted, mut replies) = (None, None, Vec::with_capacity(found.len()));
    for PostCells { is_reply, row } in found {
        let post = row.seen_by(reader);
        // The answer that helped stands on top and in its place.
        let reactions = reactions_to.get(&post.id).cloned().unwrap_or_default();
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
    Posts {
        opening,
        accepted,
        replies: Page::from_rows(replies, wanted),
    }
}
